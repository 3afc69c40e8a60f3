// The list of shortcuts, in a dialog.
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { CheckInput } from '../parts/fields'
import { shownKeys, useShortcuts } from '../parts/shortcuts'

interface ShortcutListProps {
  onClose: () => void
  questionMark: boolean // whether `?` opens this
  onQuestionMark: (opens: boolean) => void
}

export function ShortcutList({ onClose, questionMark, onQuestionMark }: ShortcutListProps) {
  const { t } = useTranslation()
  const shortcuts = useShortcuts()
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="card modal">
        <Dialog>
          <Heading slot="title" level={2}>
            {t('keys.title')}
          </Heading>
          <dl className="facts">
            {questionMark && <Line keys="?" does={t('keys.title')} />}
            {shortcuts.map((shortcut) => (
              <Line key={shortcut.keys} keys={shortcut.keys} does={shortcut.does} />
            ))}
          </dl>
          <CheckInput selected={questionMark} onChange={onQuestionMark}>
            {t('keys.question_mark')}
          </CheckInput>
          <p>
            <Button className="button" onPress={onClose} autoFocus>
              {t('keys.close')}
            </Button>
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Line({ keys, does }: { keys: string; does: string }) {
  return (
    <div>
      <dt dir="ltr">
        {shownKeys(keys).map((key, index) => (
          <span key={key}>
            {index > 0 && ' + '}
            <kbd>{key}</kbd>
          </span>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  )
}
