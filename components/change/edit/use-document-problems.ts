'use client'

import { useMemo } from 'react'
import type { CodeMarker } from '#components/ui/editor/code-view.tsx'
import type { DocumentError } from '#lib/config/document/result.ts'
import { checkDocument } from '#lib/config/kinds/check.ts'
import type { KindTables } from '#lib/config/kinds/kind-table.ts'
import { withHiddenLines } from '#lib/config/patch/hidden-lines.ts'

/** What the preview would refuse, and what it would ask consent for, while the text is typed. */
export function useDocumentProblems({
  head,
  text,
  isTyped,
  tables,
  error,
}: {
  head: string
  text: string
  isTyped: boolean
  tables: KindTables
  error: DocumentError | undefined
}): readonly CodeMarker[] {
  const warnings = useMemo(
    () => checkDocument(text, tables).map((each): CodeMarker => ({ ...each, severity: 'warning' })),
    [text, tables],
  )
  const masked = useMemo(() => {
    // Masking what is masked changes nothing, so the shown head tells as much as the real one.
    const kept = isTyped ? withHiddenLines(head, text) : undefined
    return kept === undefined || kept.ok ? [] : markersOf(kept.error)
  }, [isTyped, head, text])
  return useMemo(
    () => [...(error === undefined ? [] : markersOf(error)), ...masked, ...warnings],
    [error, masked, warnings],
  )
}

function markersOf({ message, line, column }: DocumentError): CodeMarker[] {
  if (line === undefined) return []
  return [column === undefined ? { message, line } : { message, line, column }]
}
