'use client'

import type { PressEvent } from 'react-aria-components'
import { Button as AriaButton, Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'
import { classNames } from '#components/ui/class-names.ts'
import { useNow } from '#components/ui/time/now.ts'
import { BlameCard } from '#components/unit/blame-card.tsx'
import type { PlacedBlock } from '#components/unit/blame-layout.ts'
import { ageText, blockLabel, type NamedBlock, originText } from '#components/unit/blame-words.ts'

/** Adjacent lines that one revision set. */
export function BlameBlock({
  placed: { at, place },
  named,
  count,
  strength,
  isMarked,
  isTabStop,
  hint,
  onPress,
  onPoint,
  onFocus,
}: {
  /** Its number from 0, among `count` blocks, and where it is. */
  placed: PlacedBlock
  named: NamedBlock
  count: number
  /** From 0 to 1; the newest revision in the document has 1. */
  strength: number
  /** The pointer or the focus is on a block of the same revision. */
  isMarked: boolean
  isTabStop: boolean
  hint: string | undefined
  onPress: (event: PressEvent) => void
  onPoint: (isOver: boolean) => void
  onFocus: (isFocused: boolean) => void
}) {
  const now = useNow()
  const { block, entry } = named
  return (
    <li
      aria-posinset={at + 1}
      aria-setsize={count}
      className="absolute inset-x-0"
      style={{ top: place.top, height: place.height }}
    >
      <TooltipTrigger delay={250} closeDelay={80}>
        <AriaButton
          aria-label={blockLabel(named, now)}
          data-block={at}
          excludeFromTabOrder={!isTabStop}
          onPress={onPress}
          onHoverChange={onPoint}
          onFocusChange={onFocus}
          style={{ paddingTop: place.inset }}
          className={classNames(
            'flex h-full w-full items-start gap-1.5 border-line border-t text-left text-2xs text-muted leading-5 focus-visible:-outline-offset-2 @sm:pl-2.5',
            at === 0 && 'border-transparent',
            isMarked && 'bg-hover',
          )}
        >
          <Bar strength={strength} isKnown={entry !== undefined} />
          <span className={classNames('mono hidden shrink-0 @sm:block', isMarked && 'text-ink')}>
            {originText(block)}
          </span>{' '}
          <span className="hidden min-w-0 flex-1 truncate @xl:block">{entry?.author.name ?? 'unknown'}</span>{' '}
          <span className="figures hidden shrink-0 pr-2 @xl:block">{entry && ageText(entry.at, now)}</span>
        </AriaButton>
        <AriaTooltip
          placement="right top"
          offset={6}
          // Below its line, so that the line can be read at the same time.
          crossOffset={24}
          className="z-50 w-72 max-w-[calc(100vw-3rem)] animate-appear rounded-md border border-line bg-raised px-3 py-2 text-ink text-xs shadow-float"
        >
          <BlameCard named={named} hint={hint} />
        </AriaTooltip>
      </TooltipTrigger>
    </li>
  )
}

/** Stronger for newer revisions; dashed when the revision is not known exactly. */
function Bar({ strength, isKnown }: { strength: number; isKnown: boolean }) {
  return (
    <span
      aria-hidden
      style={isKnown ? { opacity: 0.25 + 0.75 * strength } : undefined}
      className={classNames(
        'absolute inset-y-px left-0 w-1',
        isKnown ? 'bg-accent' : 'border-line-strong border-l-2 border-dashed',
      )}
    />
  )
}
