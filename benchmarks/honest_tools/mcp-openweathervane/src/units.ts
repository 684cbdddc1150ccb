export type UnitSystem = "metric" | "imperial" | "uk";

// CLDR supplemental data, unitPreferenceData: temperature / speed / rain
const FAHRENHEIT = new Set(["US", "BS", "BZ", "KY", "PR", "PW", "LR", "FM", "MH", "GU", "VI", "AS", "MP"]);
const MPH_CELSIUS = new Set(["GB"]);

export function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().region;
  } catch {
    return undefined;
  }
}

export function defaultUnits(locale = Intl.DateTimeFormat().resolvedOptions().locale): UnitSystem {
  const fixed = process.env.WEATHERVANE_UNITS as UnitSystem | undefined;
  if (fixed === "metric" || fixed === "imperial" || fixed === "uk") return fixed;
  const region = regionOf(locale);
  if (region && FAHRENHEIT.has(region)) return "imperial";
  if (region && MPH_CELSIUS.has(region)) return "uk";
  return "metric";
}

export const QUERY: Record<UnitSystem, Record<string, string>> = {
  metric: { temperature_unit: "celsius", wind_speed_unit: "kmh", precipitation_unit: "mm" },
  imperial: { temperature_unit: "fahrenheit", wind_speed_unit: "mph", precipitation_unit: "inch" },
  uk: { temperature_unit: "celsius", wind_speed_unit: "mph", precipitation_unit: "mm" },
};

export const LABEL: Record<UnitSystem, [string, string, string]> = {
  metric: ["°C", "km/h", "mm"],
  imperial: ["°F", "mph", "in"],
  uk: ["°C", "mph", "mm"],
};
