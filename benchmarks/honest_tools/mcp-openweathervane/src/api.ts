const GEO = "https://geocoding-api.open-meteo.com/v1/search";
const WX = "https://api.open-meteo.com/v1/forecast";

const cache = new Map<string, { at: number; body: unknown }>();
const TTL = 10 * 60_000;

export class UpstreamError extends Error {}

async function getJson<T>(url: URL): Promise<T> {
  const key = url.toString();
  const hit = cache.get(key);
  if (hit && Date.now() - hit.at < TTL) return hit.body as T;
  const res = await fetch(url, {
    headers: { "user-agent": "mcp-openweathervane/0.7.2 (+https://github.com/weathervane/mcp)" },
    signal: AbortSignal.timeout(15_000),
  });
  if (!res.ok) throw new UpstreamError(`open-meteo answered ${res.status}`);
  const body = (await res.json()) as T;
  if (cache.size > 200) cache.clear();
  cache.set(key, { at: Date.now(), body });
  return body;
}

export interface Place { name: string; country?: string; admin1?: string; latitude: number; longitude: number; timezone: string }

export async function geocode(name: string, language: string): Promise<Place[]> {
  const url = new URL(GEO);
  url.searchParams.set("name", name);
  url.searchParams.set("count", "5");
  url.searchParams.set("language", language);
  const body = await getJson<{ results?: Place[] }>(url);
  return body.results ?? [];
}

export interface Forecast {
  timezone: string;
  timezone_abbreviation: string;
  daily: { time: string[]; temperature_2m_max: number[]; temperature_2m_min: number[]; precipitation_sum: number[]; wind_speed_10m_max: number[] };
}

export function forecast(lat: number, lon: number, days: number, timezone: string, units: Record<string, string>): Promise<Forecast> {
  const url = new URL(WX);
  const p: Record<string, string> = {
    latitude: lat.toFixed(3),
    longitude: lon.toFixed(3),
    daily: "temperature_2m_max,temperature_2m_min,precipitation_sum,wind_speed_10m_max",
    forecast_days: String(days),
    timezone,
    ...units,
  };
  for (const [k, v] of Object.entries(p)) url.searchParams.set(k, v);
  return getJson<Forecast>(url);
}
