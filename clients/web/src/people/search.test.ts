import { expect, test } from 'vitest'
import { searchOf } from './search'

test('what is typed is asked for as what it looks like', () => {
  expect(searchOf('LIS-2026-004217-K')).toEqual({ reference: 'LIS-2026-004217-K' })
  expect(searchOf('912 345 678')).toEqual({ phone: '912 345 678' })
  expect(searchOf('+380 (44) 123-45-67')).toEqual({ phone: '+380 (44) 123-45-67' })
  expect(searchOf('FX 12345')).toEqual({ documentNumber: 'FX 12345' })
  expect(searchOf(' Oksana Kovalenko ')).toEqual({ names: 'Oksana Kovalenko' })
  expect(searchOf('Ковал')).toEqual({ names: 'Ковал' })
})

test('two letters find nobody', () => {
  expect(searchOf('')).toBeNull()
  expect(searchOf(' An ')).toBeNull()
})
