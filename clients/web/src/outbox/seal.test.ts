// @vitest-environment node
import { expect, test } from 'vitest'
import { ITERATIONS, newDataKey, newDevice, open, openDataKey, openerOf, random, rewrap, seal, userOf } from './seal'

const FEW = 1_000 // a test asks what opens, not how long it takes to guess
const PLAIN = new TextEncoder().encode('Oksana, 912345678')

test('what is sealed is not to be read, and opens with the key', async () => {
  const { key } = await newDataKey(await openerOf('palavra-passe-longa', undefined, FEW), 'who')
  const sealed = await seal(key, 'here', PLAIN)
  expect(new TextDecoder('latin1').decode(sealed.bytes).includes('Oksana')).toBe(false)
  expect(await open(key, 'here', sealed)).toEqual(PLAIN)
})

test('nothing opens in another place, under another key, or with a bit changed', async () => {
  const opener = await openerOf('palavra-passe-longa', undefined, FEW)
  const { key } = await newDataKey(opener, 'who')
  const other = await newDataKey(opener, 'who')
  const sealed = await seal(key, 'here', PLAIN)
  await expect(open(key, 'there', sealed)).rejects.toThrow()
  await expect(open(other.key, 'here', sealed)).rejects.toThrow()
  for (let bit = 0; bit < sealed.bytes.length * 8; bit++) {
    const bytes = sealed.bytes.slice()
    bytes[bit >> 3]! ^= 1 << (bit & 7)
    await expect(open(key, 'here', { ...sealed, bytes })).rejects.toThrow()
  }
})

test('the same is never sealed the same way twice', async () => {
  const { key } = await newDataKey(await openerOf('palavra-passe-longa', undefined, FEW), 'who')
  const all = await Promise.all(Array.from({ length: 100 }, () => seal(key, 'here', PLAIN)))
  expect(new Set(all.map((one) => one.iv.join())).size).toBe(100)
})

test('a data key opens with its password, for its owner, and with no other', async () => {
  const opener = await openerOf('palavra-passe-longa', undefined, FEW)
  const { kept, key } = await newDataKey(opener, 'who')
  const sealed = await seal(key, 'here', PLAIN)
  const again = await openerOf('palavra-passe-longa', kept.salt, kept.iterations)
  expect(await open((await openDataKey(kept, again, 'who'))!, 'here', sealed)).toEqual(PLAIN)
  expect(await openDataKey(kept, again, 'other')).toBeNull()
  expect(await openDataKey(kept, await openerOf('palavra-passe-longb', kept.salt, FEW), 'who')).toBeNull()
  expect(await openDataKey(kept, await openerOf('palavra-passe-longa', random(16), FEW), 'who')).toBeNull()
})

test('a password typed in another form of Unicode is the same password', async () => {
  const { kept } = await newDataKey(await openerOf('coração-comprido', undefined, FEW), 'who')
  const decomposed = await openerOf('coração-comprido'.normalize('NFD'), kept.salt, FEW)
  expect(await openDataKey(kept, decomposed, 'who')).not.toBeNull()
})

test('no script can take a key in use out of the page', async () => {
  const opener = await openerOf('palavra-passe-longa', undefined, FEW)
  const { kept, key } = await newDataKey(opener, 'who')
  for (const used of [key, (await openDataKey(kept, opener, 'who'))!, opener.key]) {
    expect(used.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('raw', used)).rejects.toThrow()
  }
})

test('a new password opens what an old one sealed, once the old one was told', async () => {
  const old = await openerOf('a primeira palavra', undefined, FEW)
  const next = await openerOf('a segunda palavra', undefined, FEW)
  const { kept, key } = await newDataKey(old, 'who')
  const sealed = await seal(key, 'here', PLAIN)
  expect(await openDataKey(kept, next, 'who')).toBeNull()
  expect(await rewrap(kept, next, next, 'who')).toBeNull()
  const moved = (await rewrap(kept, old, next, 'who'))!
  expect(await openDataKey(moved, old, 'who')).toBeNull()
  expect(await open((await openDataKey(moved, next, 'who'))!, 'here', sealed)).toEqual(PLAIN)
})

test('guessing costs what OWASP asks for', async () => {
  expect(ITERATIONS).toBeGreaterThanOrEqual(600_000)
  const opener = await openerOf('palavra-passe-longa')
  expect(opener).toMatchObject({ iterations: ITERATIONS })
  expect(opener.salt).toHaveLength(16)
})

test('a user is known by a name that another device does not know', async () => {
  const [here, there] = await Promise.all([newDevice(), newDevice()])
  expect(await userOf(here, ' Desk.Cnaim-LIS ')).toBe(await userOf(here, 'desk.cnaim-lis'))
  expect(await userOf(here, 'desk.cnaim-lis')).not.toBe(await userOf(there, 'desk.cnaim-lis'))
  expect(await userOf(here, 'desk.cnaim-lis')).not.toContain('desk')
})
