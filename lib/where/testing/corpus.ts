import type { Entity } from '#lib/where/attributes.ts'
import type { Compare, Spelling } from '#lib/where/operators.ts'

// Examples of what the language takes and refuses (contract 6.3, 6.4, 7.1): tests of the parser here, and of
// the hub over HTTP. `at` is where the complaint has to point: the first character of what is wrong.

export type Valid = { readonly id: string; readonly text: string; readonly entity: Entity }
export type Invalid = Valid & { readonly why: string; readonly at: number }
export type ValidData = { readonly id: string; readonly text: string }
export type InvalidData = ValidData & { readonly why: string; readonly at: number }

const unit = (id: string, text: string): Valid => ({ id, text, entity: 'Unit' })

export const validWhere: readonly Valid[] = [
  unit('V1', "Slug = 'trade-service'"),
  unit('V2', "Slug='trade-service'"),
  unit('V3', "Space.Labels.Environment = 'prod' AND Slug = 'trade-service'"),
  unit('V4', "Labels.app.kubernetes.io/name = 'trade'"),
  unit('V5', 'Labels.Tier IS NULL'),
  unit('V6', 'Labels.Tier IS NOT NULL'),
  unit('V7', "Labels.Tier IN ('web', 'api')"),
  unit('V8', "Slug NOT IN ('a', 'b')"),
  unit('V9', "Slug LIKE 'trade-%'"),
  unit('V10', "Slug NOT LIKE 'tmp-%' AND Slug !~~ 'old-%'"),
  unit('V11', "DisplayName ILIKE '%trade%'"),
  unit('V12', "Slug ~ '^(trade|order)-[a-z]+$'"),
  unit('V13', "Slug !~* 'test'"),
  unit('V14', 'HeadRevisionNum > LastReleasedRevisionNum'),
  unit('V15', 'UpstreamRevisionNum > 0 AND UpstreamRevisionNum < UpstreamUnit.HeadRevisionNum'),
  unit('V16', "CreatedAt >= '2026-01-07' AND UpdatedAt < '2026-02-01T00:00:00Z'"),
  unit('V17', "UnitID = '7c61626f-ddbe-41af-93f6-b69f4ab6d308'"),
  unit('V18', "SpaceID IN ('7c61626f-ddbe-41af-93f6-b69f4ab6d308', '0b6e7d1c-7b7e-4e0b-9a39-6a8f6e1c2d3e')"),
  unit('V19', 'LEN(ApplyGates) > 0'),
  unit('V20', "ApplyGates ? 'platform/no-latest/vet-cel'"),
  unit('V21', 'ApplyGates.platform/no-latest/vet-cel = true'),
  unit('V22', "FromLink.*.Slug = 'upgrade-app'"),
  unit('V23', "Conflicts.*.Reason = 'ProtectedPath'"),
  unit('V24', "Target.Facts.Cluster.KubernetesVersion LIKE '1.30.%'"),
  unit('V25', 'ChangeSetID IS NULL'),
  unit('V26', "TargetID = '7c61626f-ddbe-41af-93f6-b69f4ab6d308' IS NOT TRUE"),
  { id: 'V27', text: 'RevisionNum IN (1, 2, 3)', entity: 'Revision' },
  { id: 'V28', text: "Tags ? '7c61626f-ddbe-41af-93f6-b69f4ab6d308'", entity: 'Revision' },
  { id: 'V29', text: "Disabled = false AND Event = 'Mutation'", entity: 'Trigger' },
  { id: 'V30', text: "FunctionName = 'set-replicas' AND RevisionNum >= 4", entity: 'Mutation' },
  unit('V31', "LastChangeDescription = ''"),
  unit('V32', "  Slug = 'a'  AND\tSlug != 'b'  "),
]

const wrong = (id: string, text: string, at: number, why: string): Invalid => ({
  id,
  text,
  at,
  why,
  entity: 'Unit',
})

export const invalidWhere: readonly Invalid[] = [
  wrong('X1', "Slug = 'a' OR Slug = 'b'", 11, 'no OR'),
  wrong('X2', "(Slug = 'a')", 0, 'no grouping'),
  wrong('X3', "NOT Slug = 'a'", 0, 'no prefix NOT'),
  wrong('X4', "Slug = 'a' and Slug = 'b'", 11, 'AND must be upper case'),
  wrong('X5', "Slug = 'a'AND Slug != 'b'", 10, 'blank before AND'),
  wrong('X6', "Slug = 'a' ANDSlug != 'b'", 11, 'blank after AND'),
  wrong('X7', "Slug = 'a' Slug != 'b'", 11, 'missing AND'),
  wrong('X8', "Slug = 'a' AND", 11, 'dangling AND'),
  wrong('X9', "AND Slug = 'a'", 0, 'leading AND'),
  wrong('X10', "slug = 'a'", 0, 'wrong case'),
  wrong('X11', "Colour = 'red'", 0, 'not filterable'),
  wrong('X12', 'Slug = "a"', 7, 'double quotes'),
  wrong('X13', "Slug = 'it''s'", 10, 'no quote doubling'),
  wrong('X14', "Slug = 'a\\'b'", 9, 'no backslash escape'),
  wrong('X15', 'Slug = a', 7, 'bare word'),
  wrong('X16', "Slug == 'a'", 5, 'no such operator'),
  wrong('X17', "Slug <> 'a'", 5, 'no such operator'),
  wrong('X18', "'a' = Slug", 0, 'literal on the left'),
  wrong('X19', 'Slug =', 6, 'missing operand'),
  wrong('X20', 'Slug IN ()', 9, 'empty list'),
  wrong('X21', "Slug IN 'a'", 8, 'list needs parentheses'),
  wrong('X22', "Slug IN ('a', 1)", 14, 'mixed kinds'),
  wrong('X23', "HeadRevisionNum IN ('1', '2')", 20, 'list kind differs from column'),
  wrong('X24', 'HeadRevisionNum > -1', 18, 'no negative numbers'),
  wrong('X25', 'HeadRevisionNum > 1.5', 18, 'no fractions'),
  wrong('X26', 'HeadRevisionNum > 12345678901', 18, 'more than 10 digits'),
  wrong('X27', "UnitID > '7c61626f-ddbe-41af-93f6-b69f4ab6d308'", 0, 'equality only'),
  wrong('X28', "UnitID = 'not-a-uuid'", 9, 'bad UUID'),
  wrong('X29', 'CreatedAt > 2026-01-07', 12, 'time not quoted'),
  wrong('X30', "CreatedAt > 'yesterday'", 12, 'not a time'),
  wrong('X31', "Labels = 'x'", 0, 'map without key'),
  wrong('X32', 'LEN(Slug) > 3', 4, 'LEN needs array or map'),
  wrong('X33', "FromLink.Slug = 'x'", 0, 'list needs *'),
  wrong('X34', 'Slug = FromLink.*.Slug', 7, '* not allowed on the right'),
  wrong('X35', 'Slug = NULL', 7, 'use IS NULL'),
  wrong('X36', "Slug ~ '(?i)x'", 8, 'regex extension'),
  { id: 'X37', text: 'Disabled > false', at: 0, why: 'bool: equality only', entity: 'Trigger' },
  wrong('X38', "Slug BETWEEN 'a' AND 'b'", 5, 'no BETWEEN'),
  wrong('X39', "Slug = 'a'; DROP TABLE x", 10, 'trailing text'),
  wrong('X40a', Array.from({ length: 101 }, () => "Slug != 'a'").join(' AND '), 1600, '101 terms'),
  wrong(
    'X40b',
    `HeadRevisionNum IN (${Array.from({ length: 1001 }, () => '1').join(', ')})`,
    3020,
    '1001 values',
  ),
  wrong('X41', 'spec.replicas > 1', 0, 'data path in a metadata filter'),
]

export const validData: readonly ValidData[] = [
  { id: 'D1', text: 'spec.replicas > 1' },
  { id: 'D2', text: "spec.replicas >= 2 AND metadata.labels.tier = 'frontend'" },
  { id: 'D3', text: "spec.template.spec.containers.0.image = 'nginx:1.27'" },
  { id: 'D4', text: "spec.template.spec.containers.*.image LIKE '%:latest'" },
  { id: 'D5', text: "spec.template.spec.containers.?name=main.image ~ '^ghcr'" },
  { id: 'D6', text: "spec.template.spec.containers.?name:container-name=main.image != 'x'" },
  { id: 'D7', text: 'spec.template.spec.containers.*.|securityContext.runAsNonRoot != true' },
  { id: 'D8', text: "metadata.annotations.example~1com/owner = 'team-a'" },
  { id: 'D9', text: "metadata.name IN ('a', 'b')" },
  { id: 'D10', text: "kind = 'Deployment'" },
  { id: 'D11', text: 'spec.paused = true' },
  { id: 'D12', text: "spec.template.spec.containers.0.image#reference IN (':latest', ':edge')" },
  { id: 'D13', text: "ConfigHub.ResourceName = 'prod/trade-service'" },
  { id: 'D14', text: "metadata.namespace NOT IN ('kube-system')" },
  { id: 'D15', text: "spec.template.spec.containers.*?name=main.image ~ '^ghcr'" },
  { id: 'D16', text: "spec.template.spec.containers.*?name:container-name=main.|image != 'x'" },
  { id: 'D17', text: "spec.template.spec.containers.?name=@1.image = 'x'" },
  { id: 'D18', text: "spec.template.spec.containers.*.|image != 'x'" },
]

export const invalidData: readonly InvalidData[] = [
  { id: 'E1', text: 'spec.replicas > 1 OR spec.replicas = 0', at: 18, why: 'no OR' },
  { id: 'E2', text: 'spec.replicas > spec.min', at: 16, why: 'right side must be a literal' },
  { id: 'E3', text: 'spec.paused > true', at: 14, why: 'bool order' },
  { id: 'E4', text: 'spec..replicas = 1', at: 4, why: 'empty segment' },
  { id: 'E5', text: '.spec.replicas = 1', at: 0, why: 'leading dot' },
  { id: 'E6', text: "spec.containers[0].image = 'x'", at: 15, why: 'bracket index' },
  { id: 'E7', text: 'spec.replicas', at: 0, why: 'no operator' },
  { id: 'E8', text: 'spec.replicas = 1.5', at: 16, why: 'no fractions' },
  { id: 'E9', text: 'spec.replicas IS NULL', at: 14, why: 'IS NULL belongs to where only' },
  { id: 'E10', text: 'metadata.name = "x"', at: 16, why: 'double quotes' },
  { id: 'E11', text: 'a.*.|b.*.c = 1', at: 6, why: 'wildcard after .|' },
  { id: 'E12', text: 'LEN(spec.containers) > 1', at: 0, why: 'no LEN' },
  { id: 'E13', text: 'spec.replicas in (1, 2)', at: 14, why: 'lower case' },
  { id: 'E14', text: '(spec.replicas = 1)', at: 0, why: 'no grouping' },
  { id: 'E15', text: 'spec.replicas > -1', at: 16, why: 'no sign' },
  { id: 'E16', text: "a.?name=@first.b = 'x'", at: 0, why: 'a place is a number' },
  { id: 'E17', text: "a.|*?name=b.c = 'x'", at: 1, why: 'nothing selects after .|' },
]

/** `selects`: slugs of the units that tests/contract/corpus-units.ts makes. */
export type OperatorExample = { readonly text: string; readonly selects: readonly string[] }

const example = (text: string, ...selects: string[]): OperatorExample => ({ text, selects })

/** Every operator of `where` at work. */
export const whereOperators: Readonly<Record<Spelling, OperatorExample>> = {
  '=': example("Slug = 'a'", 'a'),
  '!=': example("Labels.Tier != 'web'", 'order-api', 'trade-api-2'),
  '<': example("Slug < 'b'", 'Test-unit', 'a'),
  '<=': example("Slug <= 'b'", 'Test-unit', 'a', 'b'),
  '>': example("Slug > 'trade-api-2'", 'trade-service'),
  '>=': example("Slug >= 'trade-api-2'", 'trade-api-2', 'trade-service'),
  LIKE: example("Slug LIKE '%-x'", 'old-x', 'tmp-x'),
  'NOT LIKE': example("Labels.Tier NOT LIKE '%b'", 'order-api'),
  ILIKE: example("DisplayName ILIKE '%TRADE%'", 'trade-api-2', 'trade-service'),
  '~~': example("Slug ~~ 't%'", 'tmp-x', 'trade-api-2', 'trade-service'),
  '!~~': example("Labels.Tier !~~ '%b'", 'order-api'),
  '~': example("Slug ~ '^t.*e'", 'trade-api-2', 'trade-service'),
  '~*': example("Slug ~* '^t.*t$'", 'Test-unit'),
  '!~': example("Labels.Tier !~ 'b$'", 'order-api'),
  '!~*': example("Labels.Tier !~* 'B$'", 'order-api'),
  IN: example("Slug IN ('a', 'b')", 'a', 'b'),
  'NOT IN': example("Labels.Tier NOT IN ('web')", 'order-api', 'trade-api-2'),
  'IS NULL': example('Labels.Tier IS NULL', 'Test-unit', 'a', 'b', 'old-x', 'tmp-x'),
  'IS NOT NULL': example('Labels.Tier IS NOT NULL', 'order-api', 'trade-api-2', 'trade-service'),
  '?': example("Labels ? 'app.kubernetes.io/name'", 'trade-service'),
}

/** Every operator of `where_data` at work. */
export const dataOperators: Readonly<Record<Compare | 'IN' | 'NOT IN', OperatorExample>> = {
  '=': example('spec.replicas = 5', 'b'),
  '!=': example('spec.replicas != 3', 'b', 'order-api', 'trade-api-2'),
  '<': example('spec.replicas < 2', 'order-api'),
  '<=': example('spec.replicas <= 2', 'order-api', 'trade-api-2'),
  '>': example('spec.replicas > 3', 'b'),
  '>=': example('spec.replicas >= 3', 'b', 'trade-service'),
  LIKE: example("metadata.name LIKE 'trade-%'", 'trade-api-2', 'trade-service'),
  'NOT LIKE': example("metadata.namespace NOT LIKE 'p%'", 'trade-api-2'),
  ILIKE: example("kind ILIKE 'config%'", 'a', 'b'),
  '~~': example("kind ~~ 'Config%'", 'a', 'b'),
  '!~~': example("metadata.namespace !~~ 'p%'", 'trade-api-2'),
  '~': example("metadata.name ~ '^trade'", 'trade-api-2', 'trade-service'),
  '~*': example("kind ~* '^CONFIG'", 'a', 'b'),
  '!~': example("metadata.namespace !~ '^p'", 'trade-api-2'),
  '!~*': example("metadata.namespace !~* '^P'", 'trade-api-2'),
  IN: example('spec.replicas IN (1, 5)', 'b', 'order-api'),
  'NOT IN': example("metadata.namespace NOT IN ('prod')", 'trade-api-2'),
}
