'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'

const widths = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl', xl: 'max-w-6xl' } as const

/** The component that shows a dialog controls whether it is open. */
export type OpenProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }

export type ModalDialogProps = OpenProps & {
  title: string
  width?: keyof typeof widths
  role?: 'dialog' | 'alertdialog'
  /** Buttons, right-aligned below the content. */
  footer?: ReactNode
  children: ReactNode
}

/** The frame of a dialog over the page. */
export function DialogBox({
  title,
  isOpen,
  onOpenChange,
  width = 'sm',
  role = 'dialog',
  footer,
  children,
}: ModalDialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={role === 'dialog'}
      className="fixed inset-0 z-40 flex animate-appear items-start justify-center overflow-y-auto bg-scrim p-4 pt-[10vh] max-sm:p-2 max-sm:pt-8"
    >
      <Modal
        className={classNames(
          'w-full animate-rise rounded-md border border-line bg-raised shadow-float',
          widths[width],
        )}
      >
        <Dialog role={role} className="flex max-h-[80vh] flex-col outline-none">
          <header className="flex items-center justify-between gap-4 border-line border-b px-4 py-2.5">
            <Heading slot="title" className="font-semibold text-lg">
              {title}
            </Heading>
            <Button variant="quiet" size="icon-sm" aria-label="Close" onPress={() => onOpenChange(false)}>
              <X aria-hidden size={16} />
            </Button>
          </header>
          {/* A scrolling region has to be reachable by keyboard even when it holds only text. */}
          <div className="min-h-0 overflow-y-auto px-4 py-3 text-base">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
              {footer}
            </footer>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
