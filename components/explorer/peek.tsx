'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowUpRight, ListFilter, X } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useEffect } from 'react'
import { askNarrower } from '#components/explorer/ask-narrower.ts'
import type { UnitRow } from '#components/explorer/columns/unit-row.ts'
import { useWholeRow } from '#components/explorer/whole-row.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DerivedMark } from '#components/ui/derived-mark.tsx'
import { Environment } from '#components/ui/environment.tsx'
import { MissingNotice } from '#components/ui/error/missing-notice.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { Hash } from '#components/ui/hash.tsx'
import { holdsMasks, MaskedNote, maskedLabel } from '#components/ui/masked-note.tsx'
import { SkeletonLines } from '#components/ui/skeleton.tsx'
import { markSeen } from '#components/ui/state/seen-units.ts'
import { Time } from '#components/ui/time/time.tsx'
import { UserName } from '#components/ui/user-name.tsx'
import { gatesOf } from '#lib/confighub/gates.ts'
import { behindUpstream } from '#lib/confighub/upstream.ts'
import type { UsersById } from '#lib/history/user-name.ts'
import { revisionsQuery } from '#lib/queries/revisions.ts'
import { unitDataQuery } from '#lib/queries/units.ts'
import { routes } from '#lib/url/routes.ts'

const revisionsShown = 5

type PeekFilter = (attribute: string, value: string) => void

/** The unit under the cursor, without leaving the grid. */
export function Peek({
  row: listed,
  users,
  walk,
  onClose,
  where,
  onAsk,
  children,
}: {
  row: UnitRow
  users: UsersById | undefined
  /** The query on units that the row answers. */
  where: string
  onAsk: (fields: { where: string }) => void
  /** Where the unit stands among the rows, and the way to the others. */
  walk: ReactNode
  onClose: () => void
  /** What stands above the facts of the unit. */
  children?: ReactNode
}) {
  const { row, isReading, query } = useWholeRow(listed)
  useEffect(() => markSeen(listed.id), [listed.id])
  const onFilter: PeekFilter = (attribute, value) => askNarrower(where, [attribute, value], onAsk)
  return (
    <aside
      aria-label={`${row.spaceSlug}/${row.slug}`}
      className="flex min-h-0 w-[min(460px,42vw)] min-[1800px]:w-[640px] shrink-0 animate-appear flex-col border-line border-l bg-surface max-md:absolute max-md:inset-0 max-md:z-30 max-md:w-full max-md:border-l-0"
    >
      <header className="flex items-start gap-2 border-line border-b px-3 py-2">
        <div className="min-w-0 flex-1">
          <h2 className="mono truncate font-semibold">{row.slug}</h2>
          <p className="mono truncate text-muted text-xs">{row.spaceSlug}</p>
        </div>
        {walk}
        <Link href={routes.unit(row.spaceSlug, row.slug)} className={buttonClass('secondary', 'sm')}>
          Open
          <ArrowUpRight aria-hidden size={14} />
        </Link>
        <Button variant="quiet" size="icon-sm" aria-label="Close" onPress={onClose}>
          <X aria-hidden size={15} />
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2">
        {children}
        <MissingNotice what="Some facts of this unit are missing" query={query} />
        <Identity row={row} onFilter={onFilter} />
        <LastRevisions row={row} users={users} />
        <Document row={row} isReading={isReading} />
      </div>
    </aside>
  )
}

function Identity({ row, onFilter }: { row: UnitRow; onFilter: PeekFilter }) {
  const { Unit, UpstreamUnit } = row.extended
  const { failing, isPending } = gatesOf(Unit)
  const behind = behindUpstream(row.extended) ?? 0
  return (
    <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1 px-3 py-2.5 text-sm">
      <Fact name="Place">
        <span className="inline-flex flex-wrap items-center gap-2">
          <Environment name={row.environment} isDerived={row.derived.environment} />
          <Region row={row} />
        </span>
      </Fact>
      <Fact name="Revisions">
        <span className="mono">{row.head === undefined ? 'unknown' : `head r${row.head}`}</span>
        {row.isUnreleased && (
          <Badge tone="attention" className="ml-2">
            {row.released ? `released r${row.released}` : 'never released'}
          </Badge>
        )}
      </Fact>
      {Unit.UpstreamUnitID && (
        <Fact name="Upstream">
          <span className="mono">
            {UpstreamUnit ? `${UpstreamUnit.SpaceSlug ?? ''}/${UpstreamUnit.Slug}` : 'unknown'}
          </span>
          {behind > 0 && <Badge className="ml-2">{behind} behind</Badge>}
        </Fact>
      )}
      {Object.keys(Unit.Labels ?? {}).length > 0 && (
        <Fact name="Labels">
          <span className="flex flex-wrap gap-1">
            {Object.entries(Unit.Labels ?? {}).map(([key, value]) => (
              <Badge key={key} className="mono">
                {key}={value}
              </Badge>
            ))}
          </span>
        </Fact>
      )}
      {failing.length > 0 && (
        <Fact name="Failing">
          <span className="flex flex-wrap gap-1">
            {failing.map((check) => (
              <Badge key={check} tone="attention">
                {check}
              </Badge>
            ))}
          </span>
        </Fact>
      )}
      {isPending && (
        <Fact name="Checks">
          <span className="text-muted">running</span>
        </Fact>
      )}
      {Unit.DataHash && (
        <Fact name="Data hash">
          <Hash value={Unit.DataHash} length={12} />
        </Fact>
      )}
      <Fact name="Only units">
        <OnlyUnits row={row} onFilter={onFilter} />
      </Fact>
    </dl>
  )
}

function Region({ row: { region, derived } }: { row: UnitRow }) {
  if (!region) return null
  return (
    <span className="inline-flex items-center gap-1">
      <span className="mono">{region}</span>
      {derived.region && <DerivedMark />}
    </span>
  )
}

/** Buttons that narrow the query to units sharing something with this one. */
function OnlyUnits({ row, onFilter }: { row: UnitRow; onFilter: PeekFilter }) {
  return (
    <span className="flex flex-wrap gap-1">
      <OnlyButton label="of this name" onPress={() => onFilter('Slug', row.slug)} />
      <OnlyButton label="of this space" onPress={() => onFilter('Space.Slug', row.spaceSlug)} />
      {Object.entries(row.extended.Space?.Labels ?? {}).map(([key, value]) => (
        <OnlyButton
          key={key}
          label={`${key} ${value}`}
          onPress={() => onFilter(`Space.Labels.${key}`, value)}
        />
      ))}
    </span>
  )
}

function OnlyButton({ label, onPress }: { label: string; onPress: () => void }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="inline-flex h-6 items-center gap-1 rounded-sm border border-line px-1.5 text-xs hover:bg-hover"
    >
      <ListFilter aria-hidden size={12} className="text-muted" />
      {label}
    </button>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}

function LastRevisions({ row, users }: { row: UnitRow; users: UsersById | undefined }) {
  const revisions = useQuery(revisionsQuery(row.spaceId, row.id, revisionsShown))
  return (
    <section aria-label="Last revisions" className="border-line border-t px-3 py-2.5">
      <h3 className="mb-1.5 font-medium text-muted text-xs">Last revisions</h3>
      {revisions.isPending && <SkeletonLines lines={revisionsShown} />}
      {revisions.isError && <QueryError query={revisions} />}
      <ol className="flex flex-col gap-1.5">
        {revisions.data?.revisions.map(({ Revision }) => (
          <li key={Revision.RevisionID} className="flex gap-2.5 text-sm">
            <span className="mono w-9 shrink-0 text-muted">r{Revision.RevisionNum}</span>
            <span className="min-w-0 flex-1">
              <span className="block break-words">{Revision.Description || 'No reason given'}</span>
              <span className="flex flex-wrap gap-x-1.5 text-muted text-xs">
                <UserName userId={Revision.UserID} users={users} />·
                <Time at={Revision.CreatedAt} />
                {Revision.UserAgent && <span className="mono">· {Revision.UserAgent}</span>}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Document({ row, isReading }: { row: UnitRow; isReading: boolean }) {
  const hash = row.extended.Unit.DataHash
  const document = useQuery({
    ...unitDataQuery(row.spaceId, row.id, hash),
    // The hash is the cache key of a document; without it the document is loaded each time.
    enabled: hash !== undefined || !isReading,
  })
  const text = document.data?.data ?? ''
  return (
    <section aria-label="Document" className="border-line border-t px-3 py-2.5">
      <div className="mb-1.5 flex min-h-7 items-center gap-2">
        <h3 className="mr-auto font-medium text-muted text-xs">Document at head</h3>
        {holdsMasks(text) && <MaskedNote />}
        {document.data && <CopyButton text={text} label={maskedLabel('Copy document', text)} />}
      </div>
      {document.isPending && <SkeletonLines lines={18} />}
      {document.isError && <QueryError query={document} />}
      {document.data && (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
          tabIndex={0}
          className="overflow-x-auto rounded-md bg-sunken p-2.5 text-xs leading-5"
        >
          {text}
        </pre>
      )}
    </section>
  )
}
