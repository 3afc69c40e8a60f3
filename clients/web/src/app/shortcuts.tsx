// The keys of the shell: the places, and the list of keys.
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { listenForShortcuts, useShortcut } from '../parts/shortcuts'
import type { Place } from './session'

const ShortcutList = lazy(async () => ({ default: (await import('./shortcut_list')).ShortcutList }))

// A character alone must be possible to turn off (WCAG 2.1.4).
const KEPT = 'balcao.question-mark'

export function PlaceKey({ place, index }: { place: Place; index: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useShortcut(`Alt+Digit${index + 1}`, t(`place.${place}`), () => void navigate({ to: `/${place}` }))
  return null
}

export function Shortcuts() {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  const [opens, setOpens] = useState(localStorage.getItem(KEPT) !== 'off')
  useEffect(listenForShortcuts, [])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === '?' && opens && !isTyping(event.target)) setShown(true)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [opens])

  function choose(now: boolean) {
    localStorage.setItem(KEPT, now ? 'on' : 'off')
    setOpens(now)
  }
  return (
    <>
      <Button className="button" onPress={() => setShown(true)}>
        {t('keys.open')}
      </Button>
      {shown && (
        <Suspense>
          <ShortcutList onClose={() => setShown(false)} questionMark={opens} onQuestionMark={choose} />
        </Suspense>
      )}
    </>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null
}
