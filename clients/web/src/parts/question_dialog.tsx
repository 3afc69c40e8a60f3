// A question on top of the page, with the safe answer first.
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { QuestionProps } from './question'

export function QuestionDialog(props: Omit<QuestionProps, 'asked'>) {
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && props.onStay()} isDismissable>
      <Modal className="card modal">
        <Dialog role="alertdialog">
          <Heading slot="title" level={2}>
            {props.title}
          </Heading>
          <p>{props.children}</p>
          <div className="row">
            <Button className="button" autoFocus onPress={props.onStay}>
              {props.stay}
            </Button>
            <Button className="button second" onPress={props.onGo}>
              {props.go}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
