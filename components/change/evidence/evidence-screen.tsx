'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Download, Printer } from 'lucide-react'
import Link from 'next/link'
import { EvidenceDocument } from '#components/change/evidence/evidence-document.tsx'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { downloadFile } from '#components/ui/download.ts'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { useKeys } from '#components/ui/keys.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { bundleType, evidenceFileName } from '#lib/change/evidence/read-statement.ts'
import { type Evidence, evidenceQuery } from '#lib/queries/evidence/evidence-query.ts'
import { routes } from '#lib/url/routes.ts'

/** Evidence of a change, as the file that can be saved says it; to be read and printed. */
export function EvidenceScreen({ spaceId, tagId }: { spaceId: string; tagId: string }) {
  const evidence = useQuery(evidenceQuery(tagId))
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 p-4 print:max-w-none print:gap-3 print:p-0">
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        <Link href={routes.change(spaceId, tagId)} className={buttonClass('quiet', 'md', '-ml-2 mr-auto')}>
          <ArrowLeft aria-hidden size={14} />
          The change
        </Link>
        {evidence.data && <EvidenceButtons evidence={evidence.data} />}
      </div>
      {evidence.error && (
        <ErrorPanel
          error={evidence.error}
          title="The evidence of this change could not be made"
          onRetry={() => void evidence.refetch()}
        />
      )}
      {evidence.isPending && <Reading />}
      {evidence.data && <EvidenceDocument evidence={evidence.data} />}
    </div>
  )
}

function EvidenceButtons({ evidence: { file, statement } }: { evidence: Evidence }) {
  const save = () =>
    downloadFile(
      evidenceFileName(statement.predicate.change.name),
      // Without the line break at the end of other texts, and in the type that verifiers know.
      new Blob([file], { type: bundleType }),
    )
  useKeys('This evidence', [{ keys: 's', label: 'Save the evidence file', run: save, isAction: true }])
  return (
    <>
      <Button onPress={() => window.print()}>
        <Printer aria-hidden size={14} />
        Print
      </Button>
      <Button variant="primary" onPress={save}>
        <Download aria-hidden size={14} />
        Save the file
      </Button>
    </>
  )
}

function Reading() {
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="text-muted text-sm">
        Reading the documents of this change from ConfigHub…
      </p>
      <Skeleton className="h-7 w-2/3" />
      <Skeleton className="h-64" />
      <Skeleton className="h-96" />
    </div>
  )
}
