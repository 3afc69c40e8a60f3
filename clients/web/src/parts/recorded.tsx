// Says that something was recorded, where it was done. The focus comes there from a button that has
// nothing to do any more; never from a field that somebody is in by now.
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface RecordedState {
  place: RefObject<HTMLHeadingElement | null> // of the part of the page, with tabIndex -1
  times: number // that something was recorded; 0 while something is under way
  tell: () => void
  begin: () => void
}

export function useRecorded(): RecordedState {
  const place = useRef<HTMLHeadingElement>(null)
  const [times, setTimes] = useState(0)
  useEffect(() => {
    if (times > 0 && document.activeElement?.matches('input, textarea') !== true) place.current?.focus()
  }, [times])
  return { place, times, tell: () => setTimes((before) => before + 1), begin: () => setTimes(0) }
}

export function Recorded({ times }: Pick<RecordedState, 'times'>) {
  const { t } = useTranslation()
  return (
    <p role="status" className="quiet">
      {times > 0 && t('recorded')}
    </p>
  )
}
