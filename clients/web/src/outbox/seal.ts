// How what waits is sealed: AES-256-GCM under a key of one user on this device, which that user's
// password opens. Pure but for randomness; why it is so is in
// docs/adr/2026-11-26-an-outbox-that-is-sealed.md.

// OWASP's least for PBKDF2 with SHA-256.
export const ITERATIONS = 600_000
const IV_BYTES = 12
const SALT_BYTES = 16

type Bytes = Uint8Array<ArrayBuffer>

export interface Sealed {
  iv: Bytes
  bytes: Bytes
}

// A data key as it is kept: nobody can use it without the password.
export interface WrappedKey {
  salt: Bytes
  iterations: number
  iv: Bytes
  wrapped: Bytes
}

// What a password gives, for a salt: it opens data keys, and wraps them.
export interface Opener {
  salt: Bytes
  iterations: number
  key: CryptoKey
}

const utf8 = new TextEncoder()

export function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length))
}

export async function openerOf(password: string, salt: Bytes = random(SALT_BYTES), iterations = ITERATIONS): Promise<Opener> {
  const typed = await crypto.subtle.importKey('raw', utf8.encode(password.normalize('NFC')), 'PBKDF2', false, ['deriveKey'])
  const key = await crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    typed,
    { name: 'AES-GCM', length: 256 },
    false,
    ['wrapKey', 'unwrapKey'],
  )
  return { salt, iterations, key }
}

// A new data key, wrapped for whoever knows the password again; `key` cannot be taken out of the page.
export async function newDataKey(opener: Opener, owner: string): Promise<{ kept: WrappedKey; key: CryptoKey }> {
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt'])
  const kept = await wrap(fresh, opener, owner)
  return { kept, key: await unwrap(kept, opener, owner, false) }
}

// Null when the password is another one.
export async function openDataKey(kept: WrappedKey, opener: Opener, owner: string): Promise<CryptoKey | null> {
  return unwrap(kept, opener, owner, false).catch(() => null)
}

// The same data key for a new password; null when the old one is wrong.
export async function rewrap(kept: WrappedKey, old: Opener, next: Opener, owner: string): Promise<WrappedKey | null> {
  const key = await unwrap(kept, old, owner, true).catch(() => null)
  return key === null ? null : wrap(key, next, owner)
}

async function wrap(key: CryptoKey, opener: Opener, owner: string): Promise<WrappedKey> {
  const iv = random(IV_BYTES)
  const wrapped = await crypto.subtle.wrapKey('raw', key, opener.key, bound(iv, owner))
  return { salt: opener.salt, iterations: opener.iterations, iv, wrapped: new Uint8Array(wrapped) }
}

function unwrap(kept: WrappedKey, opener: Opener, owner: string, extractable: boolean): Promise<CryptoKey> {
  return crypto.subtle.unwrapKey('raw', kept.wrapped, opener.key, bound(kept.iv, owner), 'AES-GCM', extractable, [
    'encrypt',
    'decrypt',
  ])
}

// `place` says where the sealed bytes belong: put anywhere else, they do not open.
export async function seal(key: CryptoKey, place: string, plain: Bytes): Promise<Sealed> {
  const iv = random(IV_BYTES)
  return { iv, bytes: new Uint8Array(await crypto.subtle.encrypt(bound(iv, place), key, plain)) }
}

// Fails when a byte, the place or the key is another.
export async function open(key: CryptoKey, place: string, sealed: Sealed): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.decrypt(bound(sealed.iv, place), key, sealed.bytes))
}

function bound(iv: Bytes, place: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: utf8.encode(place) }
}

// A user as this device knows them: a login under a key of the device.
export async function userOf(device: CryptoKey, login: string): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', device, utf8.encode(login.trim().toLowerCase()))
  return Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function newDevice(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}
