/** Kept in a cookie so that the server can render it into <html> and nothing flashes. */
export const themeCookie = 'hubdeck-theme'

const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export function themeOf(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}
