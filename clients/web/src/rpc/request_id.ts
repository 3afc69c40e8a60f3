// A UUID of version 7 (RFC 9562): begins with the time, so that the server's index of requests
// grows at its end. A request that is sent again keeps its own.
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const view = new DataView(bytes.buffer)
  const millis = Date.now()
  view.setUint32(0, Math.floor(millis / 2 ** 16))
  view.setUint16(4, millis % 2 ** 16)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
