import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { PatchSummary } from '#components/change/edit/patch-summary.tsx'

describe('PatchSummary', () => {
  it.each([
    ['a patch', { kind: 'merge', text: 'spec: {replicas: 3}' }, 'spec: {replicas: 3}'],
    [
      'a whole document, and what it was made from',
      { kind: 'document', text: 'kind: Pod', base: { UnitID: 'u', HeadRevisionNum: 12, DataHash: 'h' } },
      'made from r12',
    ],
    [
      'how a field is changed',
      { kind: 'set-fields', fields: [{ path: 'spec.replicas', value: 2, how: 'multiply' }] },
      'spec.replicas multiply by 2',
    ],
    [
      'which value is for which units',
      {
        kind: 'set-fields',
        fields: [
          {
            path: 'spec.replicas',
            cases: [{ when: { column: 'Region', matches: 'eu-*,uk-*' }, value: 5 }],
            value: 3,
          },
        ],
      },
      'spec.replicas = 5 where Region eu-* or uk-*, 3 elsewhere',
    ],
    [
      'several patches by their number',
      {
        kind: 'sequence',
        steps: [
          { kind: 'merge', text: 'a: 1' },
          { kind: 'function', name: 'set-replicas', arguments: [] },
        ],
      },
      '1. a: 1\n\n2. set-replicas',
    ],
    ['no patch', undefined, 'not part of this record'],
    ['what is no patch', { kind: 'unreadable' }, 'is not readable'],
  ] as const)('shows %s', (_, patch, text) => {
    expect(renderToStaticMarkup(<PatchSummary patch={patch} />)).toContain(text)
  })
})
