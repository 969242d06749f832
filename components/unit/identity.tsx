'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DerivedMark } from '#components/ui/derived-mark.tsx'
import { failureOf } from '#components/ui/error/failure.ts'
import { Hash } from '#components/ui/hash.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { count } from '#lib/base/plural.ts'
import { dimensionsOf } from '#lib/confighub/dimensions.ts'
import { gatesOf } from '#lib/confighub/gates.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { downstreamQuery } from '#lib/queries/units.ts'
import { routes } from '#lib/url/routes.ts'

/** The facts of a unit, and its upstream and downstream units. */
export function Identity({ unit, className }: { unit: ExtendedUnit; className?: string }) {
  const { Unit, Space } = unit
  const place = dimensionsOf(Space ?? { Slug: Unit.SpaceSlug ?? '' })
  const { HeadRevisionNum: head, LastReleasedRevisionNum: released } = Unit
  return (
    <section
      aria-label="Identity"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className={classNames('focus-visible:-outline-offset-2', className)}
    >
      <dl className="grid grid-cols-1 gap-x-6 gap-y-3 px-4 py-3 text-sm sm:grid-cols-2 xl:grid-cols-1">
        <Fact name="Head">
          <span className="mono">{head === undefined ? 'unknown' : `r${head}`}</span>{' '}
          <Time at={unit.HeadRevision?.CreatedAt ?? Unit.UpdatedAt} className="text-muted" />
        </Fact>
        <Fact name="Released">
          {released ? <span className="mono">r{released}</span> : <span className="text-muted">never</span>}
          {head !== undefined && released !== head && (
            <Badge tone="attention" className="ml-2">
              {released ? `${head - released} not released` : 'not released'}
            </Badge>
          )}
        </Fact>
        <Fact name="Region">
          {place.region ? <span className="mono">{place.region}</span> : '–'}{' '}
          {place.derived.region && <DerivedMark />}
        </Fact>
        <Fact name="Labels">
          <Pairs pairs={Unit.Labels} />
        </Fact>
        {Space?.Labels && (
          <Fact name="Labels of its space">
            <Pairs pairs={Space.Labels} />
          </Fact>
        )}
        <Upstream unit={unit} />
        <Downstream unitId={Unit.UnitID} />
        <Gates unit={unit} />
        <Fact name="Data hash">
          {Unit.DataHash ? (
            <span className="inline-flex items-center gap-1">
              <Hash value={Unit.DataHash} length={16} />
              <CopyButton text={Unit.DataHash} label="Copy the hash" />
            </span>
          ) : (
            '–'
          )}
        </Fact>
        <Fact name="Format">
          <span className="mono">{Unit.ToolchainType ?? 'unknown'}</span>
          {Unit.DataSize !== undefined && (
            <span className="figures text-muted"> · {Unit.DataSize.toLocaleString('en')} bytes</span>
          )}
        </Fact>
        <Fact name="Unit id">
          <span className="inline-flex items-center gap-1">
            <Hash value={Unit.UnitID} length={13} />
            <CopyButton text={Unit.UnitID} label="Copy the unit id" />
          </span>
        </Fact>
      </dl>
    </section>
  )
}

function Upstream({ unit: { Unit, UpstreamUnit, UpstreamSpace } }: { unit: ExtendedUnit }) {
  if (!Unit.UpstreamUnitID) {
    return (
      <Fact name="Upstream">
        <span className="text-muted">none</span>
      </Fact>
    )
  }
  const space = UpstreamUnit?.SpaceSlug ?? UpstreamSpace?.Slug
  const behind = (UpstreamUnit?.HeadRevisionNum ?? 0) - (Unit.UpstreamRevisionNum ?? 0)
  return (
    <Fact name="Upstream">
      {UpstreamUnit && space ? (
        <Link
          href={routes.unit(space, UpstreamUnit.Slug)}
          className="mono break-words text-accent underline-offset-2 hover:underline"
        >
          {space}/{UpstreamUnit.Slug}
        </Link>
      ) : (
        <span className="text-muted">not visible to you</span>
      )}
      <span className="block text-muted text-xs">
        merged up to r{Unit.UpstreamRevisionNum ?? '?'}
        {behind > 0 && ` · ${count(behind, 'revision')} behind`}
      </span>
    </Fact>
  )
}

const shownClones = 8

function Downstream({ unitId }: { unitId: string }) {
  const { data, isPending, isError, error } = useQuery(downstreamQuery(unitId))
  if (isPending) return <Fact name="Downstream">…</Fact>
  if (isError) {
    return <Fact name="Downstream">Unknown: {failureOf(error).message}</Fact>
  }
  if (data.length === 0) {
    return (
      <Fact name="Downstream">
        <span className="text-muted">none</span>
      </Fact>
    )
  }
  return (
    <Fact name={`Downstream (${data.length})`}>
      <ul className="flex flex-col">
        {data.slice(0, shownClones).map(({ Unit, Space }) => {
          const space = Unit.SpaceSlug ?? Space?.Slug ?? ''
          return (
            <li key={Unit.UnitID} className="truncate">
              <Link
                href={routes.unit(space, Unit.Slug)}
                title={`${space}/${Unit.Slug}`}
                className="mono text-xs underline-offset-2 hover:underline"
              >
                {space}
              </Link>
            </li>
          )
        })}
      </ul>
      <Link
        href={routes.units({ where: `UpstreamUnitID = '${unitId}'` })}
        className="text-accent text-xs underline-offset-2 hover:underline"
      >
        {data.length > shownClones ? `All ${data.length} in Units` : 'Show in Units'}
      </Link>
    </Fact>
  )
}

function Gates({ unit: { Unit } }: { unit: ExtendedUnit }) {
  const { failing, isPending } = gatesOf(Unit)
  const groups = [
    { name: 'Blocks release', held: failing, tone: 'attention' },
    { name: 'Warnings', held: heldIn(Unit.ValidationWarnings), tone: 'neutral' },
    { name: 'Blocks deletion', held: heldIn(Unit.DeleteGates), tone: 'neutral' },
    { name: 'Gates', held: isPending ? ['checks are running'] : [], tone: 'neutral' },
  ] as const
  const found = groups.filter(({ held }) => held.length > 0)
  if (found.length === 0) {
    return (
      <Fact name="Gates">
        <span className="text-muted">none</span>
      </Fact>
    )
  }
  return found.map(({ name, held, tone }) => (
    <Fact key={name} name={name}>
      <span className="flex flex-wrap gap-1">
        {held.map((gate) => (
          <Badge key={gate} tone={tone} title={gate} className="max-w-full">
            <span className="truncate">{gate}</span>
          </Badge>
        ))}
      </span>
    </Fact>
  ))
}

function heldIn(gates: Readonly<Record<string, boolean>> = {}): string[] {
  return Object.entries(gates).flatMap(([gate, isHeld]) => (isHeld ? [gate] : []))
}

function Pairs({ pairs }: { pairs: Readonly<Record<string, string>> | undefined }) {
  const entries = Object.entries(pairs ?? {})
  if (entries.length === 0) return <span className="text-muted">none</span>
  return (
    <span className="flex flex-wrap gap-1">
      {entries.map(([key, value]) => (
        <Badge key={key} className="mono max-w-full">
          <span className="truncate">
            {key}={value}
          </span>
        </Badge>
      ))}
    </span>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}
