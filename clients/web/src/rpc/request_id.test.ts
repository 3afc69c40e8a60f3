import { expect, test } from 'vitest'
import { newRequestId } from './request_id'

test('is a UUID of version 7 that begins with the time', () => {
  const before = Date.now()
  const id = newRequestId()
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const millis = parseInt(id.replaceAll('-', '').slice(0, 12), 16)
  expect(millis).toBeGreaterThanOrEqual(before)
  expect(millis).toBeLessThanOrEqual(Date.now())
})

test('is never the same', () => {
  expect(new Set(Array.from({ length: 1000 }, newRequestId)).size).toBe(1000)
})
