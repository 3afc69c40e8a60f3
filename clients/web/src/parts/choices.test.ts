import { expect, test } from 'vitest'
import { meantBy } from './choices'

const choices = ['ucraniano', 'uzbeque', 'português', 'português europeu', 'crioulo português'].map((label, at) => ({
  id: String(at),
  code: String(at),
  label,
}))
const meant = (typed: string, first: boolean) => meantBy(typed, choices, first)?.label

test('what is typed and left means the only line that it leaves', () => {
  expect([meant('ucr', true), meant('ucr', false), meant(' UCRAN', false)]).toEqual(['ucraniano', 'ucraniano', 'ucraniano'])
})

test('of several lines none is taken unasked, and the first of those that begin like it when asked', () => {
  expect([meant('portugues', false), meant('u', false)]).toEqual([undefined, undefined])
  expect([meant('portugues', true), meant('u', true)]).toEqual(['português', 'ucraniano'])
})

test('what leaves no line means nothing', () => {
  expect([meant('zzz', true), meant(' ', true), meant('', false)]).toEqual([undefined, undefined, undefined])
})
