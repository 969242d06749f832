'use client'

import { Bot } from 'lucide-react'
import { useNow } from '#components/ui/time/now.ts'
import { type NamedBlock, originSentence, originText } from '#components/unit/blame-words.ts'

/** Who set these lines, when, why and with what. */
export function BlameCard({ named, hint }: { named: NamedBlock; hint?: string | undefined }) {
  const now = useNow()
  const { block, entry } = named
  return (
    <span className="flex flex-col gap-1">
      <span className="flex items-center gap-1.5 font-medium">
        <span className="mono">{originText(block)}</span>
        {entry?.author.isAutomation && <Bot aria-hidden size={13} className="text-muted" />}
      </span>
      <span>{originSentence(named, now)}</span>
      {entry && (
        <span className={entry.reason ? 'break-words' : 'text-muted'}>
          {entry.reason ? `“${entry.reason}”` : 'No reason was given.'}
        </span>
      )}
      {hint && <span className="text-muted">{hint}</span>}
    </span>
  )
}
