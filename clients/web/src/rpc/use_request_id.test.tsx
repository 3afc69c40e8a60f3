import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { type RequestId, useRequestId } from './use_request_id'

test('an id is kept while the same is asked for, and not beyond', async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  let request!: RequestId
  function Form(): ReactNode {
    request = useRequestId()
    return null
  }
  const root = createRoot(document.createElement('div'))
  await act(async () => root.render(<Form />))
  const first = request.of(['Padaria', 6])
  await act(async () => root.render(<Form />))
  expect(request.of(['Padaria', 6])).toBe(first)
  const other = request.of(['Padaria', 5])
  expect(other).not.toBe(first)
  request.done()
  expect(request.of(['Padaria', 5])).not.toBe(other)
})
