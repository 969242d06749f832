'use client'

import { Scale } from 'lucide-react'
import { useState } from 'react'
import type { BaselineItemsProps } from '#components/explorer/compare/baseline-items.tsx'
import { blockedId } from '#components/query/blocked.ts'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { MenuTrigger, OnceOpened } from '#components/ui/overlay/menu.tsx'
import { type Baseline, parseBaseline, printBaseline } from '#lib/url/baseline.ts'

const BaselineItems = lazily('BaselineItems', () => import('#components/explorer/later.ts'))
const TimeDialog = lazily('TimeDialog', () => import('#components/explorer/later.ts'))

type BaselineMenuProps = Omit<BaselineItemsProps, 'onAskTime'> & {
  /** Of what they are compared with; empty for none. */
  name: string
  /** The rows belong to an earlier query, so they must not be compared. */
  isBlocked: boolean
}

/** Chooses what the rows are compared with. */
export function BaselineMenu({ name, isBlocked, ...items }: BaselineMenuProps) {
  const [asksTime, setAsksTime] = useState(false)
  return (
    <>
      <MenuTrigger>
        <Button
          variant="quiet"
          size="sm"
          aria-label={`Compare with: ${name || 'none'}`}
          isDisabled={isBlocked}
          {...(isBlocked ? { 'aria-describedby': blockedId } : {})}
        >
          <Scale aria-hidden size={14} />
          <span>
            Compare with
            {name !== '' && <span className="font-normal text-accent">: {name}</span>}
          </span>
        </Button>
        <OnceOpened>
          <BaselineItems {...items} onAskTime={() => setAsksTime(true)} />
        </OnceOpened>
      </MenuTrigger>
      {asksTime && (
        <TimeDialog
          time={timeOf(parseBaseline(items.value))}
          onOpenChange={setAsksTime}
          onChoose={(time) => items.onChange(printBaseline({ kind: 'at', time }))}
        />
      )}
    </>
  )
}

function timeOf(baseline: Baseline | undefined): string | undefined {
  return baseline?.kind === 'at' ? baseline.time : undefined
}
