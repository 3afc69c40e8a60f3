import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { type Kept, Keeper, useCurrent, useKept } from './kept'

test('what is typed outlives its page, and not its writer', async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  let text!: Kept<string>
  const place = document.createElement('div')
  function Page() {
    text = useKept('visit', () => 'nothing')
    return useCurrent(text)
  }
  const root = createRoot(place)
  const show = (writer: string, page: boolean) => act(async () => root.render(<Keeper key={writer}>{page && <Page />}</Keeper>))
  await show('one', true)
  await act(async () => (text.current = 'Oksana'))
  expect(place.textContent).toBe('Oksana')
  await show('one', false)
  await show('one', true)
  expect(place.textContent).toBe('Oksana')
  await show('two', true)
  expect(place.textContent).toBe('nothing')
  await show('one', true)
  expect(place.textContent).toBe('nothing')
})
