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
