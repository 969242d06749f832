'use client'

import { SettledField } from '#components/change/list/settled-field.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { localInput } from '#components/ui/time/local-input.ts'
import { useNow } from '#components/ui/time/now.ts'
import { lastPeriods } from '#components/ui/time/periods.ts'
import { PresetsButton } from '#components/ui/time/presets-button.tsx'
import type { User } from '#lib/confighub/schema/entities.ts'
import type { ChangesSearch } from '#lib/url/search-params.ts'

const periods = [
  { value: 'all', label: 'Any time' },
  ...lastPeriods,
  { value: 'own', label: 'Between…' },
] as const

const anyone = 'anyone'

const texts = [
  { name: 'ticket', label: 'Ticket', placeholder: 'TRD-4502', className: 'w-32' },
  { name: 'unit', label: 'Unit', placeholder: 'space/unit', className: 'w-52' },
  { name: 'path', label: 'Path or field', placeholder: 'spec.replicas', className: 'w-52' },
] as const

type FilterProps = {
  search: ChangesSearch
  people: readonly User[]
  onChange: (change: Partial<ChangesSearch>) => void
}

/** Who, when, under which ticket, of which unit and of which path: all of it is in the address. */
export function ChangesFilters({ search, people, onChange }: FilterProps) {
  const { person } = search
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <Select
        label="Person"
        className="w-40"
        options={[{ value: anyone, label: 'Anyone' }, ...withPerson(people, person).map(optionOf)]}
        value={person || anyone}
        onChange={(chosen) => onChange({ person: chosen === anyone ? '' : chosen })}
      />
      <Period search={search} onChange={onChange} />
      {texts.map(({ name, ...field }) => (
        <SettledField
          key={name}
          {...field}
          isMono
          value={search[name]}
          onChange={(text) => onChange({ [name]: text })}
        />
      ))}
    </div>
  )
}

function Period({ search: { period, from, to }, onChange }: Omit<FilterProps, 'people'>) {
  const isOwn = from !== '' || to !== ''
  // The server has another clock and time zone, so times are rendered only in the browser.
  const now = useNow()
  if (!isOwn)
    return (
      <Select
        label="Period"
        className="w-36"
        options={periods}
        value={period}
        onChange={(chosen) =>
          onChange(
            chosen === 'own' ? { from: isoOf((now ?? 0) - dayMs), to: isoOf(now ?? 0) } : { period: chosen },
          )
        }
      />
    )
  return (
    <div className="flex flex-wrap items-end gap-1">
      {(['from', 'to'] as const).map((name) => (
        <TextField
          key={name}
          label={name === 'from' ? 'From' : 'Until'}
          type="datetime-local"
          className="w-50"
          value={now === undefined ? '' : localInput(name === 'from' ? from : to)}
          onChange={(text) => onChange({ [name]: text === '' ? '' : isoOf(Date.parse(text)) })}
        />
      ))}
      <PresetsButton of="periods" size="icon" onPress={() => onChange({ from: '', to: '' })} />
    </div>
  )
}

const dayMs = 86_400_000

function isoOf(time: number): string {
  return new Date(time).toISOString()
}

/** The address may name someone who is not known yet, or not any more. */
function withPerson(people: readonly User[], person: string): readonly User[] {
  const isKnown = person === '' || people.some(({ UserID }) => UserID === person)
  return isKnown ? people : [...people, { UserID: person }]
}

function optionOf({ UserID, DisplayName, Username }: User) {
  return { value: UserID, label: DisplayName ?? Username ?? UserID.slice(0, 8) }
}
