const date = new Date(Date.UTC(2026, 10, 2, 1, 5, 9));
for (const locale of ["en-US", "zh-CN", "de-DE", "ja-JP"]) {
  console.log(locale, date.toLocaleDateString(locale), "|", date.toLocaleTimeString(locale), "|", date.toLocaleString(locale));
  console.log(new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(date), "|", date.toLocaleDateString(locale, { weekday: "long", year: "numeric", month: "long", day: "numeric" }), "|", date.toLocaleDateString(locale, { month: "short", day: "numeric" }));
  console.log((1234567.5).toLocaleString(locale), "|", new Intl.NumberFormat(locale, { style: "currency", currency: "CNY" }).format(12.5), "|", new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }).format(1234));
}
console.log(new Intl.NumberFormat("fa-IR").format(1234.5), new Intl.NumberFormat("fa-IR").resolvedOptions().numberingSystem);
console.log(["th-TH", "fa-IR", "ar-SA", "de-DE"].map((one) => new Intl.DateTimeFormat(one).resolvedOptions().calendar).join());
console.log(["en-US", "de-DE", "zh-CN"].map((one) => new Intl.DateTimeFormat(one, { hour: "numeric" }).resolvedOptions().hourCycle).join());
console.log(new Intl.NumberFormat("zh-CN", { style: "currency", currency: "CNY" }).formatToParts(1).map((part) => part.type + part.value).join());
console.log(new Intl.Locale("de-DE").getWeekInfo?.().firstDay ?? 1, new Intl.Locale("en-US").getWeekInfo?.().firstDay ?? 7);
for (const l of ["en-US", "zh-CN", "zh-TW", "ja-JP", "ru-RU", "sv-SE", "lt-LT"]) {
  const order = ["中", "阿", "波", "b", "я", "z", "ä", "k", "y"].sort(new Intl.Collator(l).compare).join("");
  console.log(l, order, new Intl.DisplayNames(l, { type: "region" }).of("CN"), new Intl.PluralRules(l).resolvedOptions().pluralCategories.join(), new Intl.PluralRules(l).select(3), new Intl.ListFormat(l).format(["a", "b", "c"]));
  console.log([9, 1234, 12345, 1234567].map((n) => new Intl.NumberFormat(l, { notation: "compact" }).format(n)).join("|"), new Intl.RelativeTimeFormat(l, { numeric: "auto" }).format(-1, "day"), new Intl.RelativeTimeFormat(l).format(-3, "hour"), new Intl.NumberFormat(l, { style: "unit", unit: "megabyte" }).format(5));
}
