'use client'

import type { ReactNode } from 'react'
import type { Aim } from '#components/change/edit/aim.ts'
import { resourceTypesOf } from '#components/change/edit/sample.ts'
import type { Suggestions } from '#components/change/edit/suggestions.ts'
import { Button } from '#components/ui/button.tsx'
import { SuggestField } from '#components/ui/field/suggest-field.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { everyResource } from '#lib/change/preview/patch-reach.ts'

type ScopeText = { readonly resourceType: string; readonly resourceName: string }

const offered = 4

/** Which resources of each document the patch applies to: entered, inferred from the patch and shown, or asked for. */
export function ResourceScopeFields({
  scope,
  onChange,
  suggestions: { sample, source, aim },
}: {
  scope: ScopeText
  onChange: (scope: ScopeText) => void
  suggestions: Suggestions
}) {
  const choose = (resourceType: string) => onChange({ ...scope, resourceType })
  const types = resourceTypesOf(sample).filter((type) => type !== '')
  return (
    <div className="flex flex-col gap-1.5">
      <div className="grid grid-cols-2 gap-2">
        <SuggestField
          label="Resource type"
          value={scope.resourceType}
          onChange={choose}
          showsEnd
          suggestions={[
            ...types.map((label) => ({ label })),
            { label: everyResource, detail: 'every resource' },
          ]}
          source={source}
          placeholder={aim.kind === 'inferred' ? aim.resourceType : 'apps/v1/Deployment'}
        />
        <TextField
          label="Resource name"
          isMono
          value={scope.resourceName}
          onChange={(resourceName) => onChange({ ...scope, resourceName })}
          placeholder="any"
        />
      </div>
      <Said scope={scope} aim={aim} onChoose={choose} />
    </div>
  )
}

function Said({
  scope,
  aim,
  onChoose,
}: {
  scope: ScopeText
  aim: Aim
  onChoose: (resourceType: string) => void
}): ReactNode {
  if (scope.resourceType.trim() === everyResource) {
    return <p className="text-attention text-xs">Every resource of each document, whatever its type.</p>
  }
  switch (aim.kind) {
    case 'given':
      return null
    case 'inferred':
      return (
        <p className="text-muted text-xs">
          Meant for <span className="mono break-words text-ink">{aim.resourceType}</span>, the only type this
          fits. Other resources are left alone.
        </p>
      )
    case 'unknown':
      return <Choices types={[]} onChoose={onChoose} />
    case 'open':
      return <Choices types={aim.resourceTypes} onChoose={onChoose} />
    default:
      return aim satisfies never
  }
}

function Choices({
  types,
  onChoose,
}: {
  types: readonly string[]
  onChoose: (resourceType: string) => void
}) {
  return (
    <fieldset className="flex flex-col gap-1.5 rounded-md bg-attention-soft px-2.5 py-2">
      <legend className="sr-only">Which resources does this apply to?</legend>
      <p aria-hidden className="font-medium text-attention text-xs">
        Which resources does this apply to?
      </p>
      <div className="flex flex-wrap gap-1.5">
        {types.slice(0, offered).map((type) => (
          <Button key={type} size="sm" onPress={() => onChoose(type)}>
            <span className="mono min-w-0 truncate">{type || 'without a type'}</span>
          </Button>
        ))}
        <Button size="sm" onPress={() => onChoose(everyResource)}>
          Every resource
        </Button>
      </div>
    </fieldset>
  )
}
