'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, History, X } from 'lucide-react'
import Link from 'next/link'
import { useMemo } from 'react'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Tooltip } from '#components/ui/overlay/tooltip.tsx'
import { RevisionPairDiff } from '#components/unit/revision-pair-diff.tsx'
import { comparableText } from '#lib/config/formats/documents.ts'
import { shownDiff } from '#lib/config/mask/shown-changes.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'
import { changeSentence } from '#lib/history/change-sentence.ts'
import { revisionDocumentQuery } from '#lib/queries/revision-document.ts'
import { routes } from '#lib/url/routes.ts'

const phrasesShown = 6

/** Two revisions compared: in one sentence, and line by line. */
export function Comparison({
  unit: { SpaceID, UnitID, HeadRevisionNum, ToolchainType },
  name,
  from,
  to,
  onStep,
  onClose,
}: {
  unit: Unit
  name: string
  from: number
  to: number
  onStep: (step: -1 | 1) => void
  onClose: () => void
}) {
  const isOneStep = to === from + 1
  const pair = { spaceId: SpaceID, unitId: UnitID, toolchain: ToolchainType, from, to }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2">
      <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className="mono mr-auto font-medium text-sm">
          {from === 0 ? 'nothing' : `r${from}`} → r{to}
          {to === HeadRevisionNum && <span className="font-normal text-muted"> (head)</span>}
        </h2>
        {from > 1 && from < (HeadRevisionNum ?? 0) && (
          <Link
            href={routes.newChange({ units: [UnitID], restore: from, patch: 'restore' })}
            className={buttonClass('secondary', 'sm')}
          >
            <History aria-hidden size={13} />
            Restore r{from}…
          </Link>
        )}
        {isOneStep && (
          <>
            <Tooltip text="Older" keys="j">
              <Button
                variant="quiet"
                size="icon-sm"
                aria-label="What the revision before changed"
                isDisabled={to <= 1}
                onPress={() => onStep(-1)}
              >
                <ChevronLeft aria-hidden size={15} />
              </Button>
            </Tooltip>
            <Tooltip text="Newer" keys="k">
              <Button
                variant="quiet"
                size="icon-sm"
                aria-label="What the revision after changed"
                isDisabled={to >= (HeadRevisionNum ?? to)}
                onPress={() => onStep(1)}
              >
                <ChevronRight aria-hidden size={15} />
              </Button>
            </Tooltip>
          </>
        )}
        <Tooltip text="Back to the document" keys="esc">
          <Button variant="quiet" size="icon-sm" aria-label="Close the comparison" onPress={onClose}>
            <X aria-hidden size={15} />
          </Button>
        </Tooltip>
      </div>
      <Sentence {...pair} />
      <RevisionPairDiff
        {...pair}
        label={name}
        className="h-[calc(100dvh-23rem)] min-h-72 lg:h-[calc(100dvh-18rem)] xl:h-[calc(100dvh-15.5rem)]"
      />
    </div>
  )
}

/** Keeps its height while the documents are loading. */
function Sentence({
  spaceId,
  unitId,
  toolchain,
  from,
  to,
}: {
  spaceId: string
  unitId: string
  toolchain: string | undefined
  from: number
  to: number
}) {
  const before = useQuery(revisionDocumentQuery(spaceId, unitId, from)).data?.data
  const after = useQuery(revisionDocumentQuery(spaceId, unitId, to)).data?.data
  const sentence = useMemo(() => sentenceOf(before, after, toolchain), [before, after, toolchain])
  return (
    <p aria-live="polite" title={sentence} className="line-clamp-2 min-h-5 shrink-0 break-words text-sm">
      {sentence}
    </p>
  )
}

function sentenceOf(
  before: string | undefined,
  after: string | undefined,
  toolchain: string | undefined,
): string | undefined {
  if (before === undefined || after === undefined) return undefined
  if (before === after) return 'Both revisions hold the same document.'
  if (before.trim() === '') return 'The first document of this unit.'
  const [old, fresh] = [comparableText(before, toolchain), comparableText(after, toolchain)]
  const changes = old.ok && fresh.ok ? shownDiff(old.value, fresh.value) : shownDiff(before, after)
  return changeSentence(changes, phrasesShown)
}
