/** A production market: its region code, the city, and when its exchange trades (local time). */
export type Region = {
  readonly code: string
  readonly city: string
  readonly continent: string
  readonly exchange: string
  readonly tradingHours: string
  /** Hours ahead of UTC in winter; decides when people there work. */
  readonly utcOffset: number
}

const markets: readonly (readonly [string, string, string, string, string, number])[] = [
  ['us-nyc', 'New York', 'north-america', 'NYSE', '09:30-16:00 America/New_York', -5],
  ['us-chi', 'Chicago', 'north-america', 'CBOE', '08:30-15:00 America/Chicago', -6],
  ['us-sfo', 'San Francisco', 'north-america', 'LTSE', '06:30-13:00 America/Los_Angeles', -8],
  ['us-bos', 'Boston', 'north-america', 'NASDAQ', '09:30-16:00 America/New_York', -5],
  ['us-mia', 'Miami', 'north-america', 'MEMX', '09:30-16:00 America/New_York', -5],
  ['us-dal', 'Dallas', 'north-america', 'TXSE', '08:30-15:00 America/Chicago', -6],
  ['us-sea', 'Seattle', 'north-america', 'NASDAQ', '06:30-13:00 America/Los_Angeles', -8],
  ['us-lax', 'Los Angeles', 'north-america', 'NYSE', '06:30-13:00 America/Los_Angeles', -8],
  ['ca-tor', 'Toronto', 'north-america', 'TSX', '09:30-16:00 America/Toronto', -5],
  ['ca-mtl', 'Montreal', 'north-america', 'MX', '09:30-16:00 America/Toronto', -5],
  ['ca-van', 'Vancouver', 'north-america', 'TSXV', '06:30-13:00 America/Vancouver', -8],
  ['mx-mex', 'Mexico City', 'north-america', 'BMV', '08:30-15:00 America/Mexico_City', -6],
  ['br-sao', 'Sao Paulo', 'south-america', 'B3', '10:00-17:00 America/Sao_Paulo', -3],
  ['br-rio', 'Rio de Janeiro', 'south-america', 'B3', '10:00-17:00 America/Sao_Paulo', -3],
  ['ar-bue', 'Buenos Aires', 'south-america', 'BYMA', '11:00-17:00 America/Argentina/Buenos_Aires', -3],
  ['cl-scl', 'Santiago', 'south-america', 'BCS', '09:30-16:00 America/Santiago', -3],
  ['co-bog', 'Bogota', 'south-america', 'BVC', '09:30-16:00 America/Bogota', -5],
  ['eu-lon', 'London', 'europe', 'LSE', '08:00-16:30 Europe/London', 0],
  ['eu-fra', 'Frankfurt', 'europe', 'XETRA', '09:00-17:30 Europe/Berlin', 1],
  ['eu-par', 'Paris', 'europe', 'EURONEXT', '09:00-17:30 Europe/Paris', 1],
  ['eu-zrh', 'Zurich', 'europe', 'SIX', '09:00-17:30 Europe/Zurich', 1],
  ['eu-ams', 'Amsterdam', 'europe', 'EURONEXT', '09:00-17:30 Europe/Amsterdam', 1],
  ['eu-dub', 'Dublin', 'europe', 'EURONEXT', '08:00-16:30 Europe/Dublin', 0],
  ['eu-mad', 'Madrid', 'europe', 'BME', '09:00-17:30 Europe/Madrid', 1],
  ['eu-mil', 'Milan', 'europe', 'EURONEXT', '09:00-17:30 Europe/Rome', 1],
  ['eu-sto', 'Stockholm', 'europe', 'OMX', '09:00-17:30 Europe/Stockholm', 1],
  ['eu-cph', 'Copenhagen', 'europe', 'OMX', '09:00-17:00 Europe/Copenhagen', 1],
  ['eu-osl', 'Oslo', 'europe', 'OSE', '09:00-16:20 Europe/Oslo', 1],
  ['eu-hel', 'Helsinki', 'europe', 'OMX', '10:00-18:30 Europe/Helsinki', 2],
  ['eu-waw', 'Warsaw', 'europe', 'GPW', '09:00-17:00 Europe/Warsaw', 1],
  ['eu-vie', 'Vienna', 'europe', 'WBAG', '09:00-17:30 Europe/Vienna', 1],
  ['eu-bru', 'Brussels', 'europe', 'EURONEXT', '09:00-17:30 Europe/Brussels', 1],
  ['eu-lis', 'Lisbon', 'europe', 'EURONEXT', '08:00-16:30 Europe/Lisbon', 0],
  ['za-jnb', 'Johannesburg', 'africa', 'JSE', '09:00-17:00 Africa/Johannesburg', 2],
  ['ae-dxb', 'Dubai', 'asia', 'DFM', '10:00-15:00 Asia/Dubai', 4],
  ['ae-auh', 'Abu Dhabi', 'asia', 'ADX', '10:00-15:00 Asia/Dubai', 4],
  ['sa-ruh', 'Riyadh', 'asia', 'TADAWUL', '10:00-15:00 Asia/Riyadh', 3],
  ['il-tlv', 'Tel Aviv', 'asia', 'TASE', '09:59-17:15 Asia/Jerusalem', 2],
  ['in-bom', 'Mumbai', 'asia', 'BSE', '09:15-15:30 Asia/Kolkata', 5.5],
  ['in-del', 'Delhi', 'asia', 'NSE', '09:15-15:30 Asia/Kolkata', 5.5],
  ['sg-sin', 'Singapore', 'asia', 'SGX', '09:00-17:00 Asia/Singapore', 8],
  ['hk-hkg', 'Hong Kong', 'asia', 'HKEX', '09:30-16:00 Asia/Hong_Kong', 8],
  ['tw-tpe', 'Taipei', 'asia', 'TWSE', '09:00-13:30 Asia/Taipei', 8],
  ['jp-tyo', 'Tokyo', 'asia', 'JPX', '09:00-15:30 Asia/Tokyo', 9],
  ['jp-osa', 'Osaka', 'asia', 'JPX', '09:00-15:30 Asia/Tokyo', 9],
  ['kr-sel', 'Seoul', 'asia', 'KRX', '09:00-15:30 Asia/Seoul', 9],
  ['id-jkt', 'Jakarta', 'asia', 'IDX', '09:00-16:00 Asia/Jakarta', 7],
  ['au-syd', 'Sydney', 'oceania', 'ASX', '10:00-16:00 Australia/Sydney', 11],
  ['au-mel', 'Melbourne', 'oceania', 'NSX', '10:00-16:00 Australia/Melbourne', 11],
  ['nz-akl', 'Auckland', 'oceania', 'NZX', '10:00-16:45 Pacific/Auckland', 13],
]

export const regions: readonly Region[] = markets.map(
  ([code, city, continent, exchange, tradingHours, utcOffset]) => ({
    code,
    city,
    continent,
    exchange,
    tradingHours,
    utcOffset,
  }),
)
