// Asked before what cannot be taken back: on top of the page, with the safe answer first.
import type { ReactNode } from 'react'
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

interface QuestionProps {
  asked: boolean
  title: string
  children: ReactNode
  stay: string
  go: string
  onStay: () => void
  onGo: () => void
}

export function Question(props: QuestionProps) {
  return (
    <ModalOverlay className="overlay" isOpen={props.asked} onOpenChange={(open) => !open && props.onStay()} isDismissable>
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
