// A list of the catalogue: from the server, and from this device while the server is away. The
// catalogue is public, and kept as it is.
import { type DescMessage, fromBinary, type MessageShape, toBinary } from '@bufbuild/protobuf'
import { mayWait } from '../rpc/problem'
import { reach } from '../rpc/reach'

export async function kept<D extends DescMessage>(
  name: string,
  schema: D,
  read: () => Promise<MessageShape<D>>,
): Promise<MessageShape<D>> {
  if (reach() === 'away') {
    const found = await last(name, schema)
    if (found !== undefined) return found
  }
  try {
    const list = await read()
    void keep(name, toBinary(schema, list))
    return list
  } catch (error) {
    const found = mayWait(error) ? await last(name, schema) : undefined
    if (found === undefined) throw error
    return found
  }
}

async function last<D extends DescMessage>(name: string, schema: D): Promise<MessageShape<D> | undefined> {
  try {
    const { catalogue } = await import('./box')
    const bytes = await catalogue.get(name)
    return bytes === undefined ? undefined : fromBinary(schema, bytes)
  } catch {
    return undefined
  }
}

// A browser that keeps nothing has no catalogue while the server is away, and says so then.
async function keep(name: string, bytes: Uint8Array): Promise<void> {
  const { catalogue } = await import('./box')
  await catalogue.put(bytes, name).catch(() => undefined)
}
