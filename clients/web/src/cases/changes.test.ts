import { create } from '@bufbuild/protobuf'
import { CaseEventSchema, CaseSchema, Case_State } from '@gen/cases_pb'
import { expect, test } from 'vitest'
import { closing, compare, isSettled, lastWriter, newsSince, writtenBy } from './changes'

const READ = create(CaseSchema, { etag: '3', state: Case_State.OPEN, stage: 'intake' })
const event = (etag: string, method: string, actor: string, changedFields: string[] = []) =>
  create(CaseEventSchema, { etag, method: `balcao.v1.Cases/${method}`, actor, changedFields })

test('a number that two wrote stands with both values', () => {
  const now = { ...READ, etag: '4', receiptNumber: 'R-2' }
  expect(compare(READ, { receiptNumber: 'R-1' }, now)).toEqual([
    { field: 'receiptNumber', mine: 'R-1', theirs: 'R-2', changed: true },
  ])
  expect(isSettled({ receiptNumber: 'R-1' }, now)).toBe(false)
})

test('two who wrote the same have nothing to choose', () => {
  const now = { ...READ, etag: '4', receiptNumber: 'R-1' }
  expect(isSettled({ receiptNumber: 'R-1' }, now)).toBe(true)
})

test('an act on the whole case shows what it would write and what changed under it', () => {
  const now = { ...READ, etag: '5', stage: 'triage', receiptNumber: 'R-2' }
  expect(compare(READ, closing('withdrawn'), now)).toEqual([
    { field: 'state', mine: Case_State.CLOSED, theirs: Case_State.OPEN, changed: false },
    { field: 'stage', mine: undefined, theirs: 'triage', changed: true },
    { field: 'outcome', mine: 'withdrawn', theirs: '', changed: false },
    { field: 'receiptNumber', mine: undefined, theirs: 'R-2', changed: true },
  ])
})

test('a field that somebody emptied is shown as empty and not as untouched', () => {
  const base = { ...READ, receiptNumber: 'R-1' }
  const now = { ...READ, etag: '4', receiptNumber: '' }
  expect(compare(base, { receiptNumber: 'R-2' }, now)).toEqual([
    { field: 'receiptNumber', mine: 'R-2', theirs: '', changed: true },
  ])
})

const HISTORY = [
  event('1', 'CreateCase', 'accounts/ana'),
  event('4', 'UpdateCase', 'accounts/ana', ['receipt_number']),
  event('5', 'AdvanceCase', 'accounts/rui', ['stage']),
  event('9', 'UpdateCase', 'accounts/eva', ['receipt_number', 'parties']),
  event('10', 'UpdateCase', 'accounts/rui', ['summary']),
]

test('the last act that wrote a field, since it was read', () => {
  expect(lastWriter(HISTORY, '3', 'receiptNumber')?.actor).toBe('accounts/eva')
  expect(lastWriter(HISTORY, '3', 'stage')?.actor).toBe('accounts/rui')
  expect(lastWriter(HISTORY, '5', 'stage')).toBeUndefined()
  expect(lastWriter(HISTORY, '3', 'outcome')).toBeUndefined()
})

test('an act says what it wrote, of what the page has names for', () => {
  expect(HISTORY.map(writtenBy)).toEqual([[], ['receiptNumber'], ['stage'], ['receiptNumber'], ['summary']])
})

test('news is what others did since, and etags are numbers', () => {
  expect(newsSince(HISTORY, '4', 'accounts/rui').map((one) => one.etag)).toEqual(['9'])
  expect(newsSince(HISTORY, '4', 'accounts/ana').map((one) => one.etag)).toEqual(['5', '9', '10'])
  expect(newsSince(HISTORY, '10', 'accounts/ana')).toEqual([])
})
