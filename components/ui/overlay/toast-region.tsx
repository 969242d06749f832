'use client'

import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect } from 'react'
import { Text } from 'react-aria-components/Text'
import {
  UNSTABLE_ToastRegion as AriaToastRegion,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
} from 'react-aria-components/Toast'
import { EntryButton } from '#components/ui/button/entry-button.tsx'
import { Button } from '#components/ui/button.tsx'

export type Notice = {
  readonly title: string
  readonly description?: string
  readonly tone?: 'info' | 'done' | 'attention'
  readonly action?: { readonly label: string; readonly onPress: () => void }
}

const queue = new ToastQueue<Notice>({ maxVisibleToasts: 3 })

const icons = { info: Info, done: CircleCheck, attention: CircleAlert } as const
const tints = { info: 'text-muted', done: 'text-added', attention: 'text-attention' } as const

/** The notices at the edge of the page. */
export function ToastRegion({
  notices,
  take,
}: {
  /** Those that came and are not in the queue yet. */
  notices: readonly Notice[]
  take: () => readonly Notice[]
}) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `take` takes what `notices` announces
  useEffect(() => {
    for (const notice of take()) {
      // A notice with an action stays until it is dismissed.
      queue.add(notice, notice.action ? {} : { timeout: 6000 })
    }
  }, [notices, take])
  return (
    <AriaToastRegion
      queue={queue}
      className="fixed right-4 bottom-16 z-60 flex w-80 max-w-[calc(100vw-32px)] flex-col gap-2 outline-none sm:bottom-4"
    >
      {({ toast }) => <ToastCard toast={toast} />}
    </AriaToastRegion>
  )
}

function ToastCard({ toast }: { toast: Parameters<typeof Toast<Notice>>[0]['toast'] }) {
  const { title, description, tone = 'info', action } = toast.content
  const Icon = icons[tone]
  return (
    <Toast
      toast={toast}
      className="flex animate-rise items-start gap-2.5 rounded-md border border-line bg-raised p-3 text-sm shadow-float"
    >
      <Icon aria-hidden size={16} className={`mt-0.5 shrink-0 ${tints[tone]}`} />
      <ToastContent className="min-w-0 flex-1">
        <Text slot="title" className="block font-medium">
          {title}
        </Text>
        {description && (
          <Text slot="description" className="block break-words text-muted text-xs">
            {description}
          </Text>
        )}
      </ToastContent>
      {action && (
        <Button
          size="sm"
          onPress={() => {
            action.onPress()
            queue.close(toast.key)
          }}
        >
          {action.label}
        </Button>
      )}
      <EntryButton slot="close" variant="quiet" size="icon-sm" aria-label="Dismiss" className="-my-1 -mr-1">
        <X aria-hidden size={14} />
      </EntryButton>
    </Toast>
  )
}
