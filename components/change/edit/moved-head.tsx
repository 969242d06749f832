'use client'

import { useQuery } from '@tanstack/react-query'
import { GitMerge } from 'lucide-react'
import type { DocumentDraft } from '#components/change/edit/draft.ts'
import { Button } from '#components/ui/button.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { count } from '#lib/base/plural.ts'
import { type MergedLines, mergeLines } from '#lib/config/compare/merge-lines.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'
import { revisionDocumentQuery } from '#lib/queries/revision-document.ts'

/** Somebody wrote the unit while its text was being typed: the two are brought together, and nothing typed is lost. */
export function MovedHead({
  unit: { SpaceID, UnitID, HeadRevisionNum = 0, DataHash = '' },
  head,
  draft,
  onMerged,
}: {
  unit: Unit
  head: string
  draft: DocumentDraft
  onMerged: (draft: DocumentDraft, told: string) => void
}) {
  const { base } = draft
  const before = useQuery(revisionDocumentQuery(SpaceID, UnitID, base.HeadRevisionNum))
  const merge = () => {
    if (before.data === undefined) return
    const merged = mergeLines(before.data.data, draft.text, head)
    const text = merged?.text ?? draft.text
    onMerged({ text, base: { UnitID, HeadRevisionNum, DataHash } }, toldOf(merged, HeadRevisionNum))
  }
  return (
    <>
      <Notice
        action={
          <Button size="sm" isDisabled={before.data === undefined} onPress={merge}>
            <GitMerge aria-hidden size={14} />
            Bring in r{HeadRevisionNum}
          </Button>
        }
      >
        Somebody changed this unit: it is at r{HeadRevisionNum}, and your text was made from r
        {base.HeadRevisionNum}. Nothing is written until what is new is in your text.
      </Notice>
      {before.isError && <QueryError query={before} title={`r${base.HeadRevisionNum} cannot be read`} />}
    </>
  )
}

function toldOf(merged: MergedLines | undefined, num: number): string {
  if (merged === undefined)
    return `r${num} differs in too much to be merged. Your text is as it was: compare it with the head before you preview.`
  const { conflicts } = merged
  if (conflicts.length === 0) return `What is new in r${num} is in your text now.`
  const lines = conflicts.map(({ line }) => line).join(', ')
  return `r${num} is in your text, but for ${count(conflicts.length, 'place')} that both changed: there yours stands (line ${lines}). Compare before you preview.`
}
