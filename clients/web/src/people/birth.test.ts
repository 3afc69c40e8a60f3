import { expect, test } from 'vitest'
import { birthOf, typedBirth } from './birth'

test('a date of birth is what was typed of it, and none when nothing was', () => {
  expect(birthOf({ day: '', month: ' ', year: '' })).toBeUndefined()
  expect(birthOf({ day: ' 3', month: '02', year: '1990' })).toEqual({ year: 1990, month: 2, day: 3 })
  expect(birthOf({ day: '', month: '', year: '1990' })).toEqual({ year: 1990, month: 0, day: 0 })
})

test('what is no date is sent, to be refused, and never left out', () => {
  expect(birthOf({ day: '3', month: '2', year: '' })).toEqual({ year: 0, month: 2, day: 3 })
  expect(birthOf({ day: '', month: '', year: '199O' })).toEqual({ year: -1, month: 0, day: 0 })
  expect(birthOf({ day: '1.5', month: '2', year: '1990' })?.day).toBe(-1)
})

test('a date that is known is typed as much as it is known', () => {
  for (const birth of [undefined, { year: 1990, month: 0, day: 0 }, { year: 1990, month: 2, day: 3 }]) {
    expect(birthOf(typedBirth(birth))).toEqual(birth)
  }
})
