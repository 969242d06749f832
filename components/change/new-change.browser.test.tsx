import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { NewChangeScreen } from '#components/change/new-change-screen.tsx'
import { perform } from '#components/testing/stage.tsx'

// Previews of three cities; on purpose, London has fewer replicas than its upstream, and another has more.
const cities = [
  'moss-cub-traderx-prod-jp-tyo',
  'moss-cub-traderx-prod-au-syd',
  'moss-cub-traderx-prod-eu-lon',
]
const three = `Slug = 'trade-service' AND Space.Slug IN (${cities.map((city) => `'${city}'`).join(', ')})`
const resourceType = page.getByRole('combobox', { name: 'Resource type' })
const path = page.getByRole('combobox', { name: 'Path' })
const value = page.getByRole('textbox', { name: 'Value' })
const preview = page.getByRole('button', { name: /^Preview \d+ units?$/ })
const list = page.getByRole('list', { name: 'Change classes and their units' })
const lines = list.getByRole('listitem')
const counts = (text: string) => page.getByText(text, { exact: true })

async function openChange(): Promise<void> {
  await perform(<NewChangeScreen />, `/changes/new?where=${encodeURIComponent(three)}`)
  await expect.element(page.getByRole('button', { name: 'Preview 3 units' })).toBeVisible()
}

async function choose(kind: 'Merge' | 'JSON patch' | 'Function'): Promise<void> {
  page.getByRole('radio', { name: kind }).element().focus()
  await userEvent.keyboard('[Space]')
}

async function setField(name: string, text: string): Promise<void> {
  await resourceType.fill('apps/v1/Deployment')
  await path.fill(name)
  await value.fill(text)
}

async function writeInEditor(label: string, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: label })
  await expect.element(editor).toBeInTheDocument()
  editor.element().focus()
  await userEvent.keyboard('{Control>}a{/Control}{Delete}')
  // Pasted, because the editor would complete and indent typed text.
  const pasted = new DataTransfer()
  pasted.setData('text/plain', text)
  document.activeElement?.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }),
  )
}

async function previewUnits(): Promise<void> {
  await preview.click()
  // The seal is the last part of a preview.
  await expect.element(page.getByText(/^sealed \d\d:\d\d/)).toBeVisible()
}

async function tickAll(name: RegExp): Promise<void> {
  for (const box of page.getByRole('checkbox', { name }).all()) {
    box.element().focus()
    await userEvent.keyboard('[Space]')
  }
}

describe('setting fields', () => {
  it('calculates with the value of each unit, and says where that is no number', async () => {
    await openChange()
    await page.getByRole('button', { name: /^Set to/ }).click()
    await page.getByRole('option', { name: /^Add/ }).click()
    await resourceType.fill('apps/v1/Deployment')
    await path.fill('spec.replicas')
    const amount = page.getByRole('textbox', { name: 'Amount' })
    await amount.fill('some')
    await expect.element(amount).toHaveAttribute('aria-invalid', 'true')
    await amount.fill('2')
    await previewUnits()
    await expect.element(list.getByText(/spec\.replicas \d+ → \d+/).first()).toBeVisible()
    for (const label of list.getByText(/spec\.replicas \d+ → \d+$/).elements()) {
      const [, from, to] = /(\d+) → (\d+)$/.exec(label.textContent) ?? []
      expect(Number(to)).toBe(Number(from) + 2)
    }
    await list.getByRole('button', { expanded: false }).first().click()
    const city = lines.filter({ hasText: /-prod-\w\w-\w+\/trade-service/ }).first()
    // Its Space has the label, so nothing is derived from its Slug.
    await expect.element(city).toMatchTextContent(/prodr\d+$/)

    await expect.element(page.getByText('Each of the 3 units read has a number here.')).toBeVisible()
    await path.fill('metadata.name')
    await expect.element(page.getByText('None of the 3 units read has a number here.')).toBeVisible()
    await previewUnits()
    await expect.element(page.getByText(/metadata\.name is text, not a number/).first()).toBeVisible()
  })

  it('takes another value for some units: counted, previewed in a class of their own, and focus stays', async () => {
    await openChange()
    await setField('spec.replicas', '11')
    await page.getByRole('button', { name: 'Another value for some units' }).click()
    const first = page.getByRole('group', { name: 'Case 1' })
    const where = first.getByRole('combobox', { name: 'Where' })
    await expect.element(where).toHaveFocus()
    await expect.element(preview).toBeDisabled()
    await userEvent.keyboard('reg{ArrowDown}{Enter}')
    await expect.element(where).toHaveValue('Region')
    await first.getByRole('combobox', { name: 'is like' }).fill('eu-*')
    await first.getByRole('textbox', { name: 'Value' }).fill('17')
    await expect.element(first).toMatchTextContent('1 unit')
    await expect.element(page.getByText('2 units elsewhere')).toBeVisible()
    await expect.element(page.getByRole('textbox', { name: 'Value elsewhere' })).toHaveValue('11')

    await previewUnits()
    await expect.element(list).toMatchTextContent(/spec\.replicas \d+ → 17.*where Region eu-\*/)
    await expect.element(list).toMatchTextContent(/spec\.replicas \d+ → 11.*elsewhere/)

    page.getByRole('checkbox', { name: 'Leave the other units as they are' }).element().focus()
    await userEvent.keyboard('[Space]')
    await expect.element(page.getByRole('textbox', { name: 'Value elsewhere' })).toBeDisabled()
    await previewUnits()
    await expect.element(list).toMatchTextContent(/Nothing to apply to: No case is for this unit/)

    await page.getByRole('button', { name: 'Another case' }).click()
    await page.getByRole('group', { name: 'Case 2' }).getByRole('combobox', { name: 'Where' }).fill('Slug')
    page.getByRole('button', { name: 'Move case 2 up' }).element().focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(where).toHaveValue('Slug')
    await expect.element(first).toHaveFocus()
    await page.getByRole('button', { name: 'Remove case 1' }).click()
    await expect.element(where).toHaveValue('Region')
    await page.getByRole('button', { name: 'Remove case 1' }).click()
    await expect.element(page.getByRole('button', { name: 'Another value for some units' })).toHaveFocus()
    await expect.element(value).toHaveValue('11')
  })

  it('suggests the fields of the documents, and infers the type of a value from them', async () => {
    await openChange()
    await path.click()
    await userEvent.keyboard('replic')
    const option = page.getByRole('option', { name: /spec\.replicas/ }).first()
    await expect.element(option).toBeVisible()
    await expect.element(option).toMatchTextContent(/3 of 3 · number: .* · apps\/v1\/Deployment/)
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await expect.element(path).toHaveValue('spec.replicas')
    await expect.element(page.getByRole('button', { name: /^number/ })).toBeVisible()
    // Typing changes the type until one is chosen explicitly.
    await value.fill('many')
    await page.getByRole('button', { name: /^string/ }).click()
    await page.getByRole('option', { name: 'number' }).click()
    await expect.element(value).toHaveAttribute('aria-invalid', 'true')
    await expect.element(preview).toBeDisabled()
    await expect.element(preview).toHaveAccessibleDescription(/spec\.replicas: /)
    await value.fill('6')
    await expect.element(page.getByText(/^Meant for/)).toMatchTextContent('apps/v1/Deployment')
    await expect.element(preview).toBeEnabled()

    await previewUnits()
    expect(list.element().textContent).not.toContain('v1/Service')
  })

  it('asks which resources are meant when several fit; choosing all of them is explicit', async () => {
    await openChange()
    await path.fill('metadata.labels.team')
    await value.fill('trading')
    const question = page.getByRole('group', { name: 'Which resources does this apply to?' })
    await expect.element(question).toBeVisible()
    await expect.element(preview).toBeDisabled()
    question.getByRole('button', { name: 'Every resource' }).element().focus()
    await userEvent.keyboard('{Enter}')

    await expect.element(page.getByText('Every resource of each document, whatever its type.')).toBeVisible()
    await previewUnits()
    await expect.element(list).toMatchTextContent(/apps\/v1\/Deployment.*v1\/Service/)
  })

  it('keeps the contents of other fields when one is added or removed', async () => {
    await openChange()
    await setField('spec.replicas', '6')
    await page.getByRole('button', { name: 'Another field' }).click()
    const second = page.getByRole('group', { name: 'Field 2' })
    await second.getByRole('combobox', { name: 'Path' }).fill('spec..x')
    await expect
      .element(second.getByRole('combobox', { name: 'Path' }))
      .toHaveAttribute('aria-invalid', 'true')
    await page.getByRole('button', { name: 'Remove field 2' }).click()
    await expect.element(value).toHaveValue('6')
    await expect.element(preview).toBeEnabled()
  })
})

describe('patches as text', () => {
  it('report the line of an error, and keys typed in the editor trigger no shortcuts', async () => {
    await openChange()
    await choose('Merge')
    await writeInEditor('Merge patch', 'spec:\n  replicas: [')
    await expect.element(preview).toBeDisabled()
    await expect.element(preview).toHaveAccessibleDescription(/^Line \d+: /)

    page.getByRole('textbox', { name: 'Merge patch' }).element().focus()
    await userEvent.keyboard('{Control>}a{/Control}{Delete}gugc')
    await expect
      .poll(() => document.querySelector('.monaco-editor .view-lines')?.textContent)
      .toContain('gugc')
    await expect.element(page.getByText('3 units in 3 spaces')).toBeVisible()
  })

  it('that add a container, or a field to a type without it, need consent', async () => {
    await openChange()
    await choose('Merge')
    await resourceType.fill('apps/v1/Deployment')
    const spec = { template: { spec: { containers: [{ name: 'trade-servise', image: 'x:v1' }] } } }
    await writeInEditor('Merge patch', JSON.stringify({ spec }))
    await previewUnits()
    await expect.element(list).toMatchTextContent(/Needs your consent: adds container trade-servise/)
    await expect.element(counts('3 need consent = 3 units')).toBeVisible()

    await resourceType.fill('*')
    await writeInEditor('Merge patch', '{"spec": {"replicas": 6}}')
    await previewUnits()
    // The patch also reaches the Service, which has no such field; that is reported, and the class is excluded.
    await expect
      .element(list)
      .toMatchTextContent(/Needs your consent: spec\.replicas is not a field of v1\/Service/)
    await expect.element(list).toMatchTextContent(/apps\/v1\/Deployment.*v1\/Service/)
    await expect.element(page.getByRole('button', { name: /^Write \d/ })).toBeDisabled()
  })
})

describe('several patches', () => {
  it('are listed, opened and moved by keyboard, written as one change, and say which is missing', async () => {
    await openChange()
    await setField('spec.replicas', '7')
    await page.getByRole('button', { name: 'Another patch after this' }).click()
    const patches = page.getByRole('list', { name: 'Patches, in order' })
    const first = patches.getByRole('button', { name: /^1 / })
    const second = patches.getByRole('button', { name: /^2 / })
    await expect.element(second).toHaveAttribute('aria-current', 'step')
    await expect.element(preview).toHaveAccessibleDescription('Step 2: Name the field to set')
    await expect.element(path).toHaveValue('')
    await page.getByRole('button', { name: /^Set to/ }).click()
    await page.getByRole('option', { name: /^Add/ }).click()
    await resourceType.fill('apps/v1/Deployment')
    await path.fill('spec.replicas')
    await page.getByRole('textbox', { name: 'Amount' }).fill('2')
    await expect.element(second).toMatchTextContent(/spec\.replicas add 2/)
    await previewUnits()
    await expect.element(list).toMatchTextContent(/spec\.replicas \d+ → 9/)

    second.element().focus()
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
    await expect.element(first).toMatchTextContent(/spec\.replicas add 2/)
    await expect.element(first).toHaveFocus()
    await expect.element(page.getByText(/The patch was edited after this preview/)).toBeVisible()
    await previewUnits()
    await expect.element(list).toMatchTextContent(/spec\.replicas \d+ → 7/)

    second.element().focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(value).toHaveValue('7')
    await page.getByRole('button', { name: 'Remove patch 1' }).click()
    await expect.element(patches).not.toBeInTheDocument()
    await expect.element(value).toHaveValue('7')
    expect(document.activeElement).not.toBe(document.body)
    await expect.element(preview).toBeEnabled()
  })

  it('have functions only at the beginning, and tell why', async () => {
    await openChange()
    await setField('spec.replicas', '7')
    await page.getByRole('button', { name: 'Another patch after this' }).click()
    await choose('Function')
    await page.getByRole('button', { name: /set-replicas$/ }).click()
    await page.getByRole('textbox', { name: /replicas/i }).fill('9')
    await expect
      .element(preview)
      .toHaveAccessibleDescription(/^Step 2: a function can only be the first step\. ConfigHub runs it on/)
    await page.getByRole('button', { name: 'Move patch 2 up' }).click()
    await expect.element(preview).toBeEnabled()
    await previewUnits()
    await expect.element(list).toMatchTextContent(/spec\.replicas \d+ → 7/)
  })
})

describe('a function of the hub', () => {
  const find = page.getByRole('textbox', { name: 'Find a function' })

  it('can be found in the catalogue, and its arguments are checked as they are typed', async () => {
    await openChange()
    await choose('Function')
    await find.fill('nothing is called this')
    await expect.element(page.getByText(/^None of the \d+ functions of this hub matches/)).toBeVisible()
    await find.fill('number of replicas')
    const group = page.getByRole('list', { name: /^Workloads/ })
    await group.getByRole('button', { name: /set-replicas$/ }).click()
    await expect.element(page.getByRole('group', { name: 'set-replicas' })).toHaveFocus()
    const replicas = page.getByRole('textbox', { name: /replicas/i })
    await expect.element(preview).toBeDisabled()

    await replicas.fill('nine')
    await expect.element(replicas).toHaveAttribute('aria-invalid', 'true')
    await expect.element(preview).toBeDisabled()
    await replicas.fill('9')
    await expect.element(replicas).not.toHaveAttribute('aria-invalid', 'true')
    await expect
      .element(
        page.getByText(/^cub function set --space "\*" --where .* --dry-run -o mutations set-replicas 9$/),
      )
      .toBeVisible()
    await previewUnits()
    await expect.element(list).toMatchTextContent(/spec\.replicas 3 → 9/)
  })

  it('takes several values, keeps what was typed for each, and stands for the patch that does the same', async () => {
    await openChange()
    await choose('Function')
    await find.fill('environment variables')
    await page.getByRole('button', { name: /set-env$/ }).click()
    await page.getByRole('textbox', { name: 'container-name' }).fill('*')
    const first = page.getByRole('textbox', { name: 'env-key-value', exact: true })
    await first.fill('no pair')
    await expect.element(first).toHaveAccessibleDescription(/Must match .*, such as CIRCUIT_BREAKER=true$/)
    await first.fill('DESK=a')
    await page.getByRole('button', { name: 'Another value' }).click()
    await page.getByRole('textbox', { name: 'env-key-value, value 2' }).fill('FLOOR=2')
    await previewUnits()
    await expect.element(list).toMatchTextContent(/DESK.*FLOOR/)

    await page.getByRole('button', { name: 'Another…' }).click()
    await find.fill('env')
    await page.getByRole('button', { name: /set-env · with what was typed before$/ }).click()
    await page.getByRole('button', { name: 'Remove value 2' }).click()
    await expect.element(page.getByRole('group', { name: 'env-key-value' })).toHaveFocus()
    await expect.element(first).toHaveValue('DESK=a')

    page.getByRole('button', { name: 'Use a patch' }).element().focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(path).toHaveValue('spec.template.spec.containers.*.env.?name=DESK.value')
    await expect.element(value).toHaveValue('a')
    expect(document.activeElement).not.toBe(document.body)
    await page.getByRole('button', { name: 'Use the function set-env-var' }).click()
    await expect.element(page.getByRole('textbox', { name: 'env-value' })).toHaveValue('a')
    await expect.element(preview).toBeEnabled()
  })
})

describe('a preview', () => {
  it('excludes overrides until they are included, and its counts add up', async () => {
    await openChange()
    await setField('spec.replicas', '12')
    await previewUnits()
    await expect.element(counts('1 changes · 2 overrides excluded = 3 units')).toBeVisible()
    await expect.element(list).toMatchTextContent('Local override: differs from its upstream on purpose')

    page.getByRole('button', { name: 'Include 2 overrides' }).element().focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(counts('3 change = 3 units')).toBeVisible()
    await tickAll(/^Write the 1 unit of .*: spec\.replicas 3 → 12$/)
    await expect.element(counts('2 change · 1 excluded = 3 units')).toBeVisible()
    await page.getByRole('button', { name: 'Exclude 2 overrides' }).click()
    await expect.element(counts('2 overrides excluded · 1 excluded = 3 units')).toBeVisible()
  })

  it('can be read by keyboard: j and k move, o opens, x excludes', async () => {
    await openChange()
    await setField('spec.replicas', '12')
    await previewUnits()
    // A focused control would receive the keys.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    const first = list.getByRole('button', { name: /spec\.replicas 3 → 12/ })
    const before = lines.length

    await userEvent.keyboard('jo')
    await expect.element(first).toHaveAttribute('aria-expanded', 'true')
    await expect.poll(() => lines.length).toBe(before + 1)
    await userEvent.keyboard('jx')
    await expect.element(counts('2 overrides excluded · 1 excluded = 3 units')).toBeVisible()
    await expect.element(lines.nth(1)).toMatchTextContent('excluded')
    await userEvent.keyboard('x')
    await expect.element(counts('1 changes · 2 overrides excluded = 3 units')).toBeVisible()
    await userEvent.keyboard('ko')
    await expect.poll(() => lines.length).toBe(before)
  })

  it('marks the unit whose override the patch overwrites', async () => {
    await openChange()
    await setField('spec.replicas', '12')
    await previewUnits()
    await list.getByRole('button', { name: /spec\.replicas 2 → 12/ }).click()
    const unit = list.getByRole('button', { name: /prod-eu-lon\/trade-service/ })
    await expect.element(unit).toMatchTextContent('override')
    await expect.element(unit).toMatchTextContent('excluded')

    await list.getByRole('button', { name: /spec\.replicas 3 → 12/ }).click()
    const plain = list.getByRole('button', { name: /prod-(?:jp-tyo|au-syd)\/trade-service/ })
    await expect.element(plain).not.toMatchTextContent('override')
  })

  it('asks for consent by class, and again when the patch changes', async () => {
    await openChange()
    await setField('spec.replicas', '0')
    await previewUnits()
    await expect.element(list).toMatchTextContent('Needs your consent: sets spec.replicas to 0')
    await expect.element(counts('3 need consent = 3 units')).toBeVisible()
    await expect.element(page.getByRole('button', { name: /^Write \d/ })).toBeDisabled()
    await tickAll(/^Consent to /)
    await expect.element(counts('3 change = 3 units')).toBeVisible()

    await value.fill('-1')
    await expect.element(page.getByText(/The patch was edited after this preview/)).toBeVisible()
    await previewUnits()
    await expect.element(counts('3 need consent = 3 units')).toBeVisible()
  })
})
