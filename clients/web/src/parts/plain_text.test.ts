import { expect, test } from 'vitest'
import { isSoughtIn } from './plain_text'

test('what is sought is found by parts of words, in any order, without the marks of letters', () => {
  const title = 'PN-15.01 Manter a linha de apoio a migrantes, com tradução telefónica'
  for (const sought of ['', ' ', 'linha', 'LINHA apoio', 'traducao', 'pn-15', 'telefo manter']) {
    expect([sought, isSoughtIn(title, sought)]).toEqual([sought, true])
  }
  for (const sought of ['linhas', 'linha saúde']) expect([sought, isSoughtIn(title, sought)]).toEqual([sought, false])
})
