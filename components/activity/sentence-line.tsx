'use client'

import type { Sentence } from '#components/activity/sentences.ts'
import { Button } from '#components/ui/button.tsx'
import { failureOf } from '#components/ui/error/failure.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** What changed. Keeps the height of one line while loading. */
export function SentenceLine({ sentence }: { sentence: Sentence }) {
  if (sentence.state === 'pending') {
    return (
      <span className="flex h-5 items-center">
        <span className="sr-only">Reading what changed</span>
        <Skeleton className="h-3 w-48" />
      </span>
    )
  }
  if (sentence.state === 'ready') {
    const isUnknown = sentence.text.startsWith('Unknown')
    return <span className={isUnknown ? 'break-words text-muted' : 'break-words'}>{sentence.text}</span>
  }
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-muted">
      Unknown: {failureOf(sentence.error).message}
      <Button size="sm" variant="quiet" className="h-5 px-1.5" onPress={sentence.retry}>
        Try again
      </Button>
    </span>
  )
}
