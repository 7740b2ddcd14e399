// Weather by SMS: one message a morning, for farmers without internet.

const DEGREE = "°";

export function morningMessage(forecast) {
  const { place, low, high, rain } = forecast;
  let text = `${place}: ${low}…${high}${DEGREE}`;
  if (rain > 0.5) {
    text += ", yomgʻir kutilmoqda";
  }
  return text;
}

export async function sendAll(subscribers, forecasts, sms) {
  for (const person of subscribers) {
    const forecast = forecasts[person.district];
    await sms.send(person.phone, morningMessage(forecast));
  }
}
