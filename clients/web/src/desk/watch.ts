// Told by the server when the visits of this centre change.
import { intake } from '../rpc/services'
import { useStream } from '../rpc/watch'

// Calls `onChange` now and after each change, for as long as the page is looked at.
export function useVisitChanges(onChange: () => void): void {
  useStream('visits', {
    open: (signal) => intake.watchVisits({}, { signal, timeoutMs: 0 }),
    onMessage: onChange,
  })
}
