import { type SyntheticEvent, useState } from 'react'

// Of a part that opens: what can be pressed inside comes once it is opened, and then stays, since
// somebody may be writing.
export function useOpened() {
  const [opened, setOpened] = useState(false)
  const onToggle = (event: SyntheticEvent<HTMLDetailsElement>) => event.currentTarget.open && setOpened(true)
  return { opened, onToggle }
}
