import { timestampFromMs, timestampMs } from '@bufbuild/protobuf/wkt'
import { Call_Kind } from '@gen/helpline_pb'
import { expect, test } from 'vitest'
import { callOf, EMPTY_CALL, EMPTY_LEG, faultsOf, lacksOf } from './draft'

const CALL = { ...EMPTY_CALL, number: ' 912345678 ', topic: 'stay_docs', minutes: '2,5', legs: [{ ...EMPTY_LEG, language: 'uk', minutes: '1' }] }

test('a call has its length in seconds and its leg of interpretation', () => {
  const { call } = callOf(CALL, Call_Kind.DATA, 'id')
  expect(call?.number).toBe('912345678')
  expect(call?.duration?.seconds).toBe(150n)
  expect(call?.channel).toBe('phone3')
  expect(call?.legs).toMatchObject([{ language: 'uk', outcome: 'translated', duration: { seconds: 60n } }])
})

test('a silent call asks for nothing', () => {
  const { call } = callOf({ ...EMPTY_CALL, number: '912345678' }, Call_Kind.SILENT, 'id')
  expect(call).toMatchObject({ topic: '', language: '', outcome: '', channel: 'phone', legs: [] })
})

test('a demand that was typed is never dropped by a key that says silent', () => {
  const { call } = callOf(CALL, Call_Kind.SILENT, 'id')
  expect(call?.topic).toBe('stay_docs')
  expect(call?.legs).toHaveLength(1)
  const refused = [{ path: 'call.topic', reason: 'NO_DEMAND' }]
  expect(lacksOf(CALL, Call_Kind.SILENT)).toEqual(refused)
  expect(lacksOf({ ...CALL, topic: '' }, Call_Kind.ABUSIVE)).toEqual(refused)
})

test('a length that is no number is left out', () => {
  expect(callOf({ ...CALL, minutes: 'x' }, Call_Kind.DATA, 'id').call?.duration).toBeUndefined()
})

test('a demand lacks what the server asks for, and a silent call nothing', () => {
  expect(lacksOf(CALL, Call_Kind.DATA)).toEqual([])
  expect(lacksOf({ ...CALL, topic: '' }, Call_Kind.DATA)).toEqual([{ path: 'call.topic', reason: 'REQUIRED' }])
  expect(lacksOf(EMPTY_CALL, Call_Kind.SILENT)).toEqual([])
})

test('a past call has its own time, and lacks it until it is whole', () => {
  const past = { ...CALL, past: { day: '2026-03-02', time: '14:05' } }
  const now = timestampFromMs(1_800_000_000_000)
  expect(timestampMs(callOf(past, Call_Kind.DATA, 'id', now).call!.occurredTime!)).toBe(
    new Date(2026, 2, 2, 14, 5).getTime(),
  )
  expect(faultsOf(past)).toEqual([])
  expect(faultsOf({ ...CALL, past: { day: '2026-03-02', time: '' } })).toEqual([
    { path: 'call.occurred_time', reason: 'REQUIRED' },
  ])
  expect(callOf(CALL, Call_Kind.DATA, 'id', now).call?.occurredTime).toEqual(now)
})

test('a call is of the person and the case that were chosen', () => {
  const { call } = callOf({ ...CALL, person: 'people/7', caseName: 'cases/9' }, Call_Kind.DATA, 'id')
  expect(call?.person).toBe('people/7')
  expect(call?.case).toBe('cases/9')
})
