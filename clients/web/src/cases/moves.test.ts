import { create } from '@bufbuild/protobuf'
import { CaseTypeSchema } from '@gen/catalogue_pb'
import { expect, test } from 'vitest'
import { movesFrom } from './moves'

const TYPE = create(CaseTypeSchema, {
  transitions: [
    { from: 'intake', to: 'triage' },
    { from: 'triage', to: 'documents' },
    { from: 'triage', to: 'closed' },
  ],
})

test('a case moves where its type lets it, and is closed by closing', () => {
  expect(movesFrom(TYPE, 'intake')).toEqual(['triage'])
  expect(movesFrom(TYPE, 'triage')).toEqual(['documents'])
  expect(movesFrom(TYPE, 'documents')).toEqual([])
})
