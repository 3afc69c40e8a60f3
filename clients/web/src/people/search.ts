// What somebody typed to find a person, as the server is asked. Pure.
import type { MessageInitShape } from '@bufbuild/protobuf'
import type { SearchPeopleRequestSchema } from '@gen/people_pb'

// Fewer tell too little, and too many people.
const SHORTEST = 3

export type Search = MessageInitShape<typeof SearchPeopleRequestSchema>

// Null while there is too little to search for. A reference looks like `LIS-2026-004217-K`; a
// telephone has digits alone; a document has digits among letters; the rest is a name.
export function searchOf(text: string): Search | null {
  const typed = text.trim()
  if (typed.length < SHORTEST) return null
  if (/^[a-z]{2,5}-\d{4}-\d+-[0-9a-z]$/i.test(typed)) return { reference: typed }
  if (/^\+?[\d\s().-]{6,}$/.test(typed)) return { phone: typed }
  if (/\d/.test(typed)) return { documentNumber: typed }
  return { names: typed }
}
