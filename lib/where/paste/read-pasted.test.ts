import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPasted } from '#lib/where/paste/read-pasted.ts'
import { shellWords } from '#lib/where/paste/shell-words.ts'
import { validWhere } from '#lib/where/testing/corpus.ts'

/** Lines as the documentation of each tool has them, with the query that each must give: where, content filter, type. */
const lines: readonly (readonly [line: string, where: string, data?: string, type?: string])[] = [
  // cub unit list, from its help.
  [
    `cub unit list --space my-space --where "Labels.tier = 'Backend'"`,
    "Labels.tier = 'Backend' AND Space.Slug = 'my-space'",
  ],
  [`cub unit list --space "*" --where 'UpstreamRevisionNum > 0'`, 'UpstreamRevisionNum > 0'],
  [
    `cub unit list --space '*' --where='HeadRevisionNum > LastReleasedRevisionNum'`,
    'HeadRevisionNum > LastReleasedRevisionNum',
  ],
  [
    `cub unit list --no-header --space my-space --where "ApplyGates.require-approval/is-approved = true"`,
    "ApplyGates.require-approval/is-approved = true AND Space.Slug = 'my-space'",
  ],
  [
    `cub unit list --space \\* --resource-type apps/v1/Deployment --where-data "spec.replicas > 1"`,
    '',
    'spec.replicas > 1',
    'apps/v1/Deployment',
  ],
  [`cub unit list --space "*" --where "*"`, ''],
  [`cub unit list --space my-space --quiet -o jq='.[].Slug'`, "Space.Slug = 'my-space'"],
  [
    `cub unit list --space my-space --columns Unit.Slug,Unit.Labels.env | sort | uniq -c`,
    "Space.Slug = 'my-space'",
  ],
  [
    'cub unit list \\\n  --space prod-eu \\\n  --where "Slug LIKE \'test%\'"',
    "Slug LIKE 'test%' AND Space.Slug = 'prod-eu'",
  ],
  [`$ cub unit list --space "*" --where $'Slug = \\'trade-service\\''`, "Slug = 'trade-service'"],
  [
    `cub unit list --space "*" --where "Slug = 'a' OR Labels.Tier = 'web'"`,
    "Slug = 'a' OR Labels.Tier = 'web'",
  ],
  [
    `cub unit list --space x --where "Slug = 'a' OR Labels.Tier = 'web'"`,
    "(Slug = 'a' OR Labels.Tier = 'web') AND Space.Slug = 'x'",
  ],
  [
    `cub unit list --space 0b6e7d1c-7b7e-4e0b-9a39-6a8f6e1c2d3e --where "Slug <> 'a'"`,
    "Slug != 'a' AND SpaceID = '0b6e7d1c-7b7e-4e0b-9a39-6a8f6e1c2d3e'",
  ],
  // Other commands of cub that select units.
  [
    `cub function set --space "*" --where "Slug = 'mydeployment'" --dry-run -o mutations set-container-image nginx nginx:1.25`,
    "Slug = 'mydeployment'",
  ],
  [
    `cub function do --space prod --where "Slug = 'redis'" --change-desc "Apply defaults" -- set-container-resources-defaults`,
    "Slug = 'redis' AND Space.Slug = 'prod'",
  ],
  ['cub function get --space prod --show values get-replicas', "Space.Slug = 'prod'"],
  [
    'cub function vet --space prod --unit api,web --unit 7c61626f-ddbe-41af-93f6-b69f4ab6d308 vet-format',
    "Space.Slug = 'prod' AND (Slug IN ('api', 'web') OR UnitID = '7c61626f-ddbe-41af-93f6-b69f4ab6d308')",
  ],
  [
    `cub unit update --patch --space "*" --where "Labels.Tier IS NULL" --label Tier=web`,
    'Labels.Tier IS NULL',
  ],
  ['cub unit update --space prod myunit --restore 1', "Space.Slug = 'prod' AND Slug = 'myunit'"],
  ['cub unit get --space prod myunit -o json', "Space.Slug = 'prod' AND Slug = 'myunit'"],
  ['cub unit diff -u developer --space rbac-demo-dev', "Space.Slug = 'rbac-demo-dev' AND Slug = 'developer'"],
  ['cub revision list myunit --space prod', "Space.Slug = 'prod' AND Slug = 'myunit'"],
  [
    'cub k8s get deploy --space "*" --where-resource "spec.replicas > 1" --where "Labels.Tier = \'Backend\'"',
    "Labels.Tier = 'Backend'",
    'spec.replicas > 1',
    'apps/v1/Deployment',
  ],
  [
    'cub k8s get cm my-config --space prod --show data --quiet',
    "Space.Slug = 'prod'",
    "metadata.name = 'my-config'",
    'v1/ConfigMap',
  ],
  [
    "--where 'Slug = '\\''a'\\''' --where-data 'spec.replicas > 2' --resource-type 'apps/v1/Deployment'",
    "Slug = 'a'",
    'spec.replicas > 2',
    'apps/v1/Deployment',
  ],
  // Addresses.
  [
    'https://deck.example.com/units?where=Slug%20%3D%20%27a%27&data=spec.replicas%20%3E%202&type=apps%2Fv1%2FDeployment&cols=unit',
    "Slug = 'a'",
    'spec.replicas > 2',
    'apps/v1/Deployment',
  ],
  [
    'https://deck.example.com/units/prod-eu/trade-service?tab=blame',
    "Space.Slug = 'prod-eu' AND Slug = 'trade-service'",
  ],
  ["/activity?where=Slug+%3D+'a'&window=7d", "Slug = 'a'"],
  [
    'https://hub.confighub.com/units/0b6e7d1c-7b7e-4e0b-9a39-6a8f6e1c2d3e/7c61626f-ddbe-41af-93f6-b69f4ab6d308',
    "SpaceID = '0b6e7d1c-7b7e-4e0b-9a39-6a8f6e1c2d3e' AND UnitID = '7c61626f-ddbe-41af-93f6-b69f4ab6d308'",
  ],
  ['https://hub.confighub.com/spaces/prod-eu', "Space.Slug = 'prod-eu'"],
  [
    `curl --fail --header "Authorization: Bearer $CONFIGHUB_TOKEN" 'https://hub.confighub.com/api/unit?where=Slug+%3D+%27a%27&where_data=kind+%3D+%27Service%27&limit=1000'`,
    "Slug = 'a'",
    "kind = 'Service'",
  ],
  // SQL, and what looks like it.
  [
    "SELECT Slug, Labels FROM units WHERE Slug = 'a' AND HeadRevisionNum > 3 ORDER BY Slug;",
    "Slug = 'a' AND HeadRevisionNum > 3",
  ],
  [
    `select * from "Unit" where "Slug" like 'trade-%' and not Labels.Tier in ('web', 'api')`,
    "Slug LIKE 'trade-%' AND NOT Labels.Tier IN ('web', 'api')",
  ],
  ["WHERE Slug <> 'a' or Space.Slug = 'b';", "Slug != 'a' OR Space.Slug = 'b'"],
  [`"Slug" = "a"`, "Slug = 'a'"],
  [
    `https://h/api/space/prod/unit?where=Slug = 'a' || Slug = 'b'`,
    "(Slug = 'a' OR Slug = 'b') AND Space.Slug = 'prod'",
  ],
  [
    `https://h/api/space/prod/unit?where=Slug = 'a' or Slug = 'b'`,
    "(Slug = 'a' OR Slug = 'b') AND Space.Slug = 'prod'",
  ],
  [
    `cub unit get --space prod --where "Slug LIKE 'a%'" 2>/dev/null`,
    "Slug LIKE 'a%' AND Space.Slug = 'prod'",
  ],
  [`cub unit list --space prod 2>&1`, "Space.Slug = 'prod'"],
  [`curl "$HUB/api/unit?where=Slug='a'"`, "Slug = 'a'"],
  [
    `cub k8s get cm my-config --unit api --space prod`,
    "Space.Slug = 'prod' AND Slug = 'api'",
    "metadata.name = 'my-config'",
    'v1/ConfigMap',
  ],
  ['Slug == "a" && Labels.Tier != "web"', "Slug = 'a' AND Labels.Tier != 'web'"],
  [
    `"Slug = 'trade-service' AND Space.Slug LIKE '%prod%'"`,
    "Slug = 'trade-service' AND Space.Slug LIKE '%prod%'",
  ],
  [`'Slug = "a"'`, "Slug = 'a'"],
  ["DisplayName contains 'trade'", "DisplayName LIKE '%trade%'"],
  ["Slug = 'a' and Labels.Tier is not null", "Slug = 'a' AND Labels.Tier IS NOT NULL"],
]

/** Lines that are refused, and what the refusal has to name. */
const refused: readonly (readonly [line: string, names: RegExp])[] = [
  [`cub unit list --where "Labels.team = 'platform'"`, /--space is missing/],
  ['cub unit list --space $SPACE --where "LEN(ApplyGates) > 0"', /\$SPACE, which only the shell knows/],
  ['cub unit list --space "*" --where "Slug = \'$NAME\'"', /\$NAME/],
  ['cub unit list --space "*" --filter myproject/java-prod', /Filter that ConfigHub stores/],
  ['cub unit list --space "*" --contains backend', /--contains.*ILIKE/],
  ['cub run set-memory --memory 4Gi --space "*"', /--memory is not known here/],
  ['cub function set --space "*" --where-resource "kind = \'Service\'" set-replicas 3', /inside units/],
  ['cub function do --space prod --revision mydeployment/3 get-replicas', /names a Revision/],
  ['cub unit apply --space prod', /names no unit/],
  ['cub unit create --space prod myunit config.yaml', /selects no units/],
  ['cub space list', /selects no units/],
  ['cub k8s get deploy,sts --space "*"', /resource type deploy,sts/],
  ['cub unit list --space a cub unit list --space b', /more than one command/],
  ['cub unit list --space a now', /Are two lines pasted as one/],
  ['cub unit get --space prod a cub unit get --space staging b', /more than one command/],
  [
    `cub function set --space prod --where "Slug = 'a'" set-replicas 3 cub function set --space dev --where "Slug = 'b'" set-replicas 3`,
    /more than one command/,
  ],
  [
    `cub revision list u --space s --where "CreatedAt >= '2026-01-07'"`,
    /chooses revisions or events here, not units/,
  ],
  [`cub k8s get deploy --space "*" --where-data "spec.replicas > 2"`, /--where-resource/],
  ['cub k8s get deploy $NAME --space "*"', /\$NAME is known only to the shell/],
  ['cub k8s get cm a b --space "*"', /b is a second name/],
  [`cub k8s get cm "it's" --space "*"`, /No resource is called it's/],
  ['cub unit list --space "*" > out --where "Slug = \'a\'"', /redirection at the end/],
  [
    `curl "https://h/api/unit?where=Slug='a'" curl "https://h/api/unit?where=HeadRevisionNum>3"`,
    /more than one command/,
  ],
  [`curl "https://h/api/unit?where=Slug='$SLUG'"`, /holds a variable/],
  [`curl "$HUB/api/unit?where=Slug='$SLUG'"`, /holds a variable/],
  [`curl --url-query "where=Slug='a'" https://h/api/space/prod/unit`, /outside of the address/],
  [`curl -sG https://h/api/space/prod/unit -dwhere=x`, /outside of the address/],
  ['cub unit list --space a; cub unit list --space b', /more than one command/],
  [`cub unit list --space "*" --where "Slug = 'a'`, /quote is not closed/],
  [`cub unit list --space "*" --where "environment=prod"`, /no attribute environment/],
  [
    `cub unit list --space "*" --where "Data CONTAINS 'image:v1'"`,
    /does not search the whole text.*image:v1/,
  ],
  ["Data CONTAINS 'image:v1'", /content filter, such as/],
  ['https://hub.confighub.com/x/view-explorer?view=806aac53-236c-446d-8ad6-91d6daf6810e', /names a View/],
  ['https://hub.confighub.com/components', /names no units/],
  ['https://deck.example.com/units', /list of all units/],
  ['https://deck.example.com/changes/new?pick=abc', /only its own page knows/],
  ['SELECT * FROM revisions WHERE RevisionNum = 3', /only units/],
  [
    "SELECT * FROM units u JOIN spaces s ON u.SpaceID = s.SpaceID WHERE u.Slug = 'a'",
    /JOIN has no counterpart/,
  ],
  ["SELECT * FROM units WHERE Slug = 'a' LIMIT 10", /LIMIT has no counterpart/],
  ['SELECT * FROM units', /has no WHERE/],
  ["SELECT * FROM units WHERE Slug = 'it''s'", /single quote/],
  ['kubectl get deploy -l app=trade -n prod', /asks a cluster/],
  ['helm list --all-namespaces', /does not ask ConfigHub/],
  [
    'curl -G https://hub.confighub.com/api/unit --data-urlencode "where=Slug = \'a\'"',
    /outside of the address/,
  ],
]

function answerOf(line: string) {
  const read = readPasted(line)?.read
  return read?.ok === false ? read.message : read?.value.query
}

function changesOf(line: string) {
  const read = readPasted(line)?.read
  return read?.ok === true ? read.value.changes : []
}

describe('pasted lines', () => {
  it.each(lines.map(([line, ...texts]) => [line, texts] as const))(
    '%s',
    (line, [where, data = '', type = '']) => {
      expect(answerOf(line)).toEqual({ where, data, type })
      for (const { reason } of changesOf(line)) expect(reason).toMatch(/^.{10,}\.$/)
    },
  )

  it.each(refused)('refuses %s', (line, names) => {
    expect(answerOf(line)).toMatch(names)
  })

  it.each([
    ...validWhere.filter(({ entity }) => entity === 'Unit').map(({ text }) => text),
    "Slug = 'a' AND",
    'Slug = null',
    "Slug = 'cub unit list' AND (Slug = 'b' OR Space.Slug = 'and')",
    'cubes',
  ])('leaves an expression as it is: %s', (text) => {
    expect(readPasted(text)).toBeUndefined()
  })
})

describe('the words of a shell', () => {
  it('are those that its quoting says', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', ' ', "'", '"', '\\', '$', '*', '|', 'é', '#', ';', '-'),
    })
    const quotings = [
      (text: string) => `'${text.replaceAll("'", "'\\''")}'`,
      (text: string) => `"${text.replaceAll(/["\\$`]/g, '\\$&')}"`,
      (text: string) => `$'${text.replaceAll(/['\\]/g, '\\$&')}'`,
      (text: string) => text.replaceAll(/[^a-z]/g, '\\$&') || "''",
    ]
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.constantFrom(...quotings)), { maxLength: 5 }), (parts) => {
        const line = parts.map(([text, quote]) => quote(text)).join(' \\\n ')
        const words = shellWords(line)
        expect(words.ok && words.value).toEqual(parts.map(([text]) => ({ text })))
      }),
      { seed: 3, numRuns: 2000 },
    )
  })
})
