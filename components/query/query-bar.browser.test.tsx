import { useQueryStates } from 'nuqs'
import { useRef } from 'react'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { QueryBar } from '#components/query/query-bar.tsx'
import { useQueryDraft } from '#components/query/query-draft.ts'
import type { QueryReading } from '#components/query/query-reading.ts'
import { readQuery } from '#components/query/read-query.ts'
import { useReading } from '#components/query/use-reading.ts'
import { perform } from '#components/testing/stage.tsx'
import { unitsSearch } from '#lib/url/search-params.ts'
import type { KnownValues } from '#lib/where/complete.ts'

const known: KnownValues = { Slug: ['reference-data', 'trade-service'] }
const query = page.getByRole('combobox', { name: 'Query' })
const chips = page.getByRole('list', { name: 'Filters' })
const unrun = page.getByText('These rows answer the previous query.')

function Bar({ takesContent = true, known: read }: { takesContent?: boolean; known?: QueryReading }) {
  const [search, setSearch] = useQueryStates(unitsSearch)
  const draft = useQueryDraft(useReading(search, read), (fields) => void setSearch(fields))
  return (
    <QueryBar ref={useRef(null)} draft={draft} known={known} takesContent={takesContent} share={null}>
      <p>the rows</p>
    </QueryBar>
  )
}

const showBar = (where: string, bar = <Bar />) => perform(bar, `/units?where=${encodeURIComponent(where)}`)

async function showText(): Promise<void> {
  await page.getByRole('button', { name: 'Text' }).click()
  await expect.element(query).toHaveFocus()
}

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await userEvent.keyboard(`{${key}}`)
}

describe('the query of the page', () => {
  const known = readQuery({ where: "Slug = 'reference-data'", data: '', type: '' })
  const ofAnother = { ...known, fields: { ...known.fields, where: "Slug = 'trade-service'" } }

  it('is shown as it was read with the page', async () => {
    await showBar("Slug = 'trade-service'", <Bar known={ofAnother} />)
    await expect.element(chips.getByRole('button', { name: 'Slug is reference-data' })).toBeVisible()
  })

  it('is read anew when it is another one', async () => {
    await showBar("Slug = 'news-service'", <Bar known={ofAnother} />)
    await expect.element(chips.getByRole('button', { name: 'Slug is news-service' })).toBeVisible()
  })
})

describe('chips and text', () => {
  it('are two views of one query', async () => {
    const stage = await showBar("Slug = 'trade-service' AND Space.Slug LIKE '%prod%'")
    await expect.element(chips.getByRole('button', { name: 'Slug is trade-service' })).toBeVisible()
    await expect.element(chips.getByRole('button', { name: /^Space\.Slug/ })).toBeVisible()

    await showText()
    await expect.element(query).toHaveValue("Slug = 'trade-service' AND Space.Slug LIKE '%prod%'")
    await query.fill('HeadRevisionNum > 3')
    await press('Enter')
    expect(stage.search().get('where')).toBe('HeadRevisionNum > 3')

    await page.getByRole('button', { name: 'Chips' }).click()
    await expect.element(chips.getByRole('button', { name: /^HeadRevisionNum/ })).toBeVisible()
    await expect.element(chips.getByRole('button', { name: /^Slug/ })).not.toBeInTheDocument()
  })

  it('lose no alternatives: a group stays a chip of text, beside which others change', async () => {
    const group = "(Slug = 'trade-service' OR NOT Labels.Tier = 'web')"
    const stage = await showBar(`${group} AND HeadRevisionNum > 3`)
    await expect.element(chips.getByRole('button', { name: group, exact: true })).toBeVisible()

    await chips.getByRole('button', { name: 'Remove HeadRevisionNum > 3' }).click()

    await expect.poll(() => stage.search().get('where')).toBe(group.slice(1, -1))
    await chips.getByRole('button', { name: group, exact: true }).click()
    await expect.element(query).toHaveValue(group.slice(1, -1))
  })

  it('change the query by the editor of a chip, and the focus stays with the chips when one goes', async () => {
    const stage = await showBar("Slug = 'trade-service' AND Space.Slug = 'dev'")
    await chips.getByRole('button', { name: 'Slug is trade-service' }).click()
    const editor = page.getByRole('dialog')
    await expect.element(editor.getByRole('combobox', { name: 'Value' })).toHaveFocus()
    await editor.getByRole('combobox', { name: 'Value' }).fill('reference-data')
    await press('Tab')
    await editor.getByRole('button', { name: 'Apply' }).click()
    expect(stage.search().get('where')).toBe("Slug = 'reference-data' AND Space.Slug = 'dev'")

    await chips.getByRole('button', { name: 'Slug is reference-data' }).element().focus()
    await press('Delete')
    expect(stage.search().get('where')).toBe("Space.Slug = 'dev'")
    await expect.element(chips.getByRole('button', { name: 'Space.Slug is dev' })).toHaveFocus()
  })

  it('put the focus into the field that a button opened', async () => {
    await showBar("Slug = 'trade-service'")
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await expect.element(attribute).toHaveFocus()
  })
})

const attribute = page.getByRole('combobox', { name: 'Attribute or path' })
const value = page.getByRole('combobox', { name: /^Value/ })
const adder = page.getByRole('button', { name: 'Filter', exact: true })
const suggestion = (name: string | RegExp) => page.getByRole('option', { name })

async function addFilter(): Promise<void> {
  await adder.click()
  await expect.element(attribute).toHaveFocus()
}

describe('a condition', () => {
  it('is added with the keyboard alone: a plain word, a counted value, Enter', async () => {
    const stage = await showBar("Space.Labels.Environment = 'prod'")
    adder.element().focus()
    await press('Enter')
    await expect.element(attribute).toHaveFocus()
    await userEvent.keyboard('region')
    await expect.element(suggestion(/^Space\.Labels\.Region/)).toBeVisible()
    await press('Enter')

    await expect.element(value).toHaveFocus()
    await expect.element(page.getByText(/^In \d+ units/).first()).toBeVisible()
    await userEvent.keyboard('lon')
    await expect.element(suggestion(/lon \d+ units?$/)).toBeVisible()
    await press('Enter', 'Enter')

    await expect
      .poll(() => stage.search().get('where'))
      .toMatch(/^Space\.Labels\.Environment = 'prod' AND Space\.Labels\.Region = '[^']*lon[^']*'$/)
    await expect.element(adder).toHaveFocus()
  })

  it('on documents stands beside those on units, and keeps its kind of value', async () => {
    const stage = await showBar("Slug = 'trade-service'")
    await addFilter()
    await userEvent.keyboard('replicas')
    await expect.element(suggestion(/^spec\.replicas/)).toBeVisible()
    await press('Enter')
    await expect.element(value).toHaveFocus()
    await expect.element(page.getByText(/^In \d+ of \d+ \(/)).toBeVisible()
    await userEvent.keyboard('2')
    await press('Escape')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    expect(stage.search().get('data')).toBe(null)

    await addFilter()
    await userEvent.keyboard('spec.replicas')
    await press('Enter')
    await expect.element(value).toHaveFocus()
    await userEvent.keyboard('2')
    await page.getByRole('button', { name: 'Add filter' }).click()
    await expect.poll(() => stage.search().get('data')).toBe('spec.replicas = 2')
    expect(stage.search().get('where')).toBe("Slug = 'trade-service'")

    await chips.getByRole('button', { name: 'spec.replicas is 2', exact: true }).click()
    await page.getByRole('button', { name: /Compared as/ }).click()
    await page.getByRole('option', { name: 'Text' }).click()
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect.poll(() => stage.search().get('data')).toBe("spec.replicas = '2'")
  })

  it('on documents says that no document has its path, and offers the nearest', async () => {
    await showBar("Slug = 'trade-service'")
    await addFilter()
    await userEvent.keyboard('spec.replica')
    await press('Enter')
    // The focus moves on once the path is known; what is typed before that would go there.
    await expect.element(value).toHaveFocus()
    await userEvent.clear(attribute)
    await userEvent.keyboard('spec.replicsa')
    await expect.element(page.getByText(/^In none of the/)).toBeVisible()

    await page.getByRole('button', { name: 'Use spec.replicas' }).click()
    await expect.element(attribute).toHaveValue('spec.replicas')
  })

  it('on a person is asked by id and shown by name', async () => {
    const stage = await showBar('')
    await addFilter()
    await userEvent.keyboard('changed by')
    await press('Enter')
    await expect.element(value).toHaveFocus()
    await expect.element(suggestion(/^Alice.* units?$/)).toBeVisible()
    await userEvent.keyboard('alic')
    await press('Enter')
    await expect.element(value).toHaveValue(expect.stringMatching(/^Alice/))
    await press('Enter')

    await expect.poll(() => stage.search().get('where')).toMatch(/^HeadRevision\.UserID = '[0-9a-f-]{36}'$/)
    await expect.element(chips.getByRole('button', { name: /^HeadRevision\.UserID is Alice/ })).toBeVisible()
  })

  it('on a time takes a span, and becomes a literal', async () => {
    const stage = await showBar('')
    await addFilter()
    await userEvent.keyboard('changed')
    await press('Enter')
    await expect.element(value).toHaveFocus()
    await expect.element(suggestion(/^last 24 h/)).toBeVisible()
    await userEvent.keyboard('90 min')
    await expect.element(page.getByText(/, 1 h ago$/)).toBeVisible()
    await press('Enter')

    await expect
      .poll(() => stage.search().get('where'))
      .toMatch(/^HeadRevision\.CreatedAt >= '\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ'$/)
    await expect.element(chips.getByRole('button', { name: /\(1 h ago\)$/ })).toBeVisible()
  })

  it('of several values takes one after the other', async () => {
    const stage = await showBar("Slug IN ('reference-data')")
    await chips.getByRole('button', { name: 'Slug is one of reference-data' }).click()
    await expect.element(value).toHaveFocus()
    await userEvent.keyboard('{End}, trade-s')
    await expect.element(suggestion(/^trade-service/)).toBeVisible()
    await press('Enter')
    await expect.element(value).toHaveValue('reference-data, trade-service, ')
    await press('Enter')

    await expect.poll(() => stage.search().get('where')).toBe("Slug IN ('reference-data', 'trade-service')")
    await expect.element(chips.getByRole('button', { name: /^Slug is one of/ })).toHaveFocus()
  })
})

describe('the resource type', () => {
  it('is a chip of its own, changed among those that documents have', async () => {
    const stage = await perform(<Bar />, '/units?data=metadata.name+LIKE+%27%25%27&type=v1%2FService')
    await chips.getByRole('button', { name: 'in v1/Service' }).click()
    const type = page.getByRole('combobox', { name: 'Resource type' })
    await userEvent.clear(type)
    await userEvent.keyboard('depl')
    await expect.element(suggestion(/^apps\/v1\/Deployment \d+ units?$/)).toBeVisible()
    await press('Enter', 'Enter')
    await expect.poll(() => stage.search().get('type')).toBe('apps/v1/Deployment')

    await chips.getByRole('button', { name: 'Remove apps/v1/Deployment' }).click()
    await expect.poll(() => stage.search().get('type')).toBe(null)
    expect(stage.search().get('data')).toBe("metadata.name LIKE '%'")
  })
})

describe('browsing', () => {
  it('narrows step by step with the keyboard: a key, a value, then what is left', async () => {
    const stage = await showBar("Slug = 'trade-service'")
    page.getByRole('button', { name: 'Browse' }).element().focus()
    await press('Enter')
    const environment = page.getByRole('option', { name: /^Environment/ })
    await expect.element(environment).toBeVisible()
    await expect.element(page.getByRole('listbox', { name: 'What to look by' })).toBeVisible()
    await userEvent.keyboard('envi')
    await expect.element(environment).toHaveFocus()
    await press('Enter')
    const prod = page.getByRole('option', { name: /^prod/ })
    await expect.element(prod).toHaveAccessibleDescription(/^\d+ units?$/)
    await userEvent.keyboard('prod')
    await expect.element(prod).toHaveFocus()
    await press('Enter')

    await expect
      .poll(() => stage.search().get('where'))
      .toBe("Slug = 'trade-service' AND Space.Labels.Environment = 'prod'")
    await expect.element(page.getByText(/^\d+ units? match\.$/)).toBeVisible()
    await expect.poll(() => document.activeElement?.getAttribute('role')).toBe('option')
    await press('Escape')
    await expect.element(page.getByRole('button', { name: 'Browse' })).toHaveFocus()
  })
})

describe('text that was typed', () => {
  it('is run by Enter; whitespace makes no other query', async () => {
    const stage = await showBar("Slug = 'trade-service'")
    await showText()
    await query.fill("Slug  =  'trade-service' ")
    await expect.element(page.getByText('the rows')).toBeVisible()

    await query.fill("Slug = 'reference-data'")
    await expect.element(unrun).toBeVisible()
    await expect.element(page.getByText('the rows')).not.toBeInTheDocument()
    expect(stage.search().get('where')).toBe("Slug = 'trade-service'")

    await press('Enter')
    await expect.element(unrun).not.toBeInTheDocument()
    expect(stage.search().get('where')).toBe("Slug = 'reference-data'")
  })

  it('is discarded by Escape, which closes an open list first', async () => {
    await showBar("Slug = 'trade-service'")
    await showText()
    await query.fill("Slug = 'reference-data' AND Sp")
    const list = page.getByRole('listbox')
    await expect.element(list).toBeVisible()

    await press('Escape')
    await expect.element(list).not.toBeInTheDocument()
    await expect.element(unrun).toBeVisible()
    await press('Escape')
    await expect.element(query).toHaveValue("Slug = 'trade-service'")
    await expect.element(unrun).not.toBeInTheDocument()
  })

  it('leaves the focus to the chips on Escape, from each of its fields', async () => {
    await showBar("Slug = 'trade-service'")
    for (const field of [query, page.getByRole('combobox', { name: 'Content filter' })]) {
      await showText()
      await field.click()
      if (page.getByRole('listbox').length > 0) await press('Escape')
      await press('Escape')
      await expect.element(adder).toHaveFocus()
      await expect.element(query).not.toBeInTheDocument()
    }
  })

  it('is completed at the caret by Tab and by the arrow keys', async () => {
    await showBar('')
    await showText()
    await userEvent.keyboard('Slu')
    await press('Tab')
    await expect.element(query).toHaveValue('Slug ')
    await userEvent.keyboard('= ')
    const list = page.getByRole('listbox', { name: 'Query: suggestions' })
    await expect.element(list.getByRole('option', { name: /trade-service/ })).toBeVisible()
    await press('ArrowDown', 'ArrowDown')
    await expect.element(query).toHaveAttribute('aria-activedescendant', expect.stringMatching(/-1$/))
    await press('Enter')

    await expect.element(query).toHaveValue(expect.stringContaining("Slug = 'trade-service'"))
    await expect.element(query).toHaveFocus()
  })

  it('is completed with values and counts of the fleet, and people by name', async () => {
    await showBar('')
    await showText()
    await query.fill("HeadRevision.UserID = 'alice")
    const alice = page.getByRole('option', { name: /Alice.*, \d+ units?$/ })
    await expect.element(alice).toBeVisible()
    await press('Tab')
    await expect.element(query).toHaveValue(expect.stringMatching(/^HeadRevision\.UserID = '[0-9a-f-]{36}$/))

    const content = page.getByRole('combobox', { name: 'Content filter' })
    await content.fill('spec.replicas ')
    await content.fill('spec.replicas = ')
    await expect.element(page.getByRole('option', { name: /^1 \d+ units?$/ })).toBeVisible()
  })

  it('that is wrong says where and what, with nothing above the message', async () => {
    const stage = await showBar("Slug = 'trade-service'")
    await showText()
    await query.fill("Nope = 'x' AND Slug = 'y'")

    await expect.element(query).toHaveAttribute('aria-invalid', 'true')
    const message = page.getByRole('status').filter({ hasText: 'At character 1: Nope' })
    await expect.element(message).toBeVisible()
    const described = query.element().getAttribute('aria-describedby') ?? ''
    expect(document.getElementById(described)).toBe(message.element())
    const { x, y, width, height } = message.element().getBoundingClientRect()
    const seen = document.elementFromPoint(x + Math.min(width, 40), y + height / 2)
    expect(message.element().contains(seen)).toBe(true)

    await press('Enter')
    expect(stage.search().get('where')).toBe("Slug = 'trade-service'")
    await expect.element(page.getByRole('button', { name: 'Run' })).toBeDisabled()
    await expect.element(query).toHaveValue("Nope = 'x' AND Slug = 'y'")
  })
})

describe('a repair', () => {
  const mixed = "Slug = 'trade-service' AND spec.replicas > 2"

  it('says what it changes, and leaves the focus in the text', async () => {
    const stage = await showBar("Slug = 'trade-service'")
    await showText()
    await query.fill("slug = 'reference-data'")
    await expect.element(page.getByRole('deletion')).toHaveTextContent('slug')
    await expect.element(page.getByRole('insertion')).toHaveTextContent('→ Slug')

    await page.getByRole('button', { name: 'Use Slug' }).click()
    expect(stage.search().get('where')).toBe("Slug = 'reference-data'")
    await expect.element(query).toHaveFocus()
  })

  it('of a path among conditions on units moves it to the content filter', async () => {
    const stage = await showBar("Slug = 'trade-service'")
    await showText()
    await query.fill(mixed)
    await page.getByRole('button', { name: 'Move it to the content filter' }).click()

    expect(stage.search().get('data')).toBe('spec.replicas > 2')
    expect(stage.search().get('where')).toBe("Slug = 'trade-service'")
    await expect
      .element(page.getByRole('combobox', { name: 'Content filter' }))
      .toHaveValue('spec.replicas > 2')
    await expect.element(query).toHaveFocus()
  })

  it('is not offered where the content filter would be dropped', async () => {
    const stage = await showBar("Slug = 'trade-service'", <Bar takesContent={false} />)
    await showText()
    await query.fill(mixed)

    await expect.element(page.getByText(/Only attributes of units can be used here/)).toBeVisible()
    expect(page.getByRole('button', { name: /content filter/i }).length).toBe(0)
    expect(stage.search().get('where')).toBe("Slug = 'trade-service'")
  })
})

describe('a pasted line of another tool', () => {
  const line = `cub unit list --space "*" --where 'Slug <> "a"' --where-data 'spec.replicas > 2'`

  it('says what it asks and what is written differently, and is taken by one press, back by one more', async () => {
    const stage = await showBar('HeadRevisionNum > 3')
    await showText()
    await query.fill(line)
    await expect.element(page.getByText(/This is a line of cub\./)).toBeVisible()
    await expect.element(page.getByText("Slug != 'a' + spec.replicas > 2")).toBeVisible()
    await expect.element(page.getByText(/Inequality is written !=\./)).toBeVisible()
    expect(stage.search().get('where')).toBe('HeadRevisionNum > 3')

    await page.getByRole('button', { name: 'Use it as the query' }).click()
    await expect.poll(() => stage.search().get('where')).toBe("Slug != 'a'")
    expect(stage.search().get('data')).toBe('spec.replicas > 2')

    await expect.element(query).toHaveFocus()
    await userEvent.keyboard('{Control>}z{/Control}')
    await expect.element(query).toHaveValue(line)
    await expect.element(unrun).toBeVisible()
  })

  it('is refused with what is missing, and stays as it is', async () => {
    await showBar('')
    await showText()
    const unsaid = "cub unit list --where 'HeadRevisionNum > 1'"
    await query.fill(unsaid)

    await expect.element(page.getByText(/--space is missing/)).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Use it as the query' })).not.toBeInTheDocument()
    await expect.element(query).toHaveValue(unsaid)
    await expect.element(query).toHaveAccessibleDescription(/--space is missing/)
  })
})
