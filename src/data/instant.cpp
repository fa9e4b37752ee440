#include "data/instant.h"

#include "base/hash.h"
#include "data/number.h"

namespace norn {

namespace {

constexpr int64_t kDayMs = 86'400'000;

int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0); }

bool is_leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int64_t year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[month - 1];
}

// Days since 1970-01-01. Years are counted from March, so that the leap day comes last; an era has 400 of them.
int64_t days_from_civil(int64_t year, int month, int day) {
  year -= month <= 2;
  int64_t era = floor_divide(year, 400);
  int64_t year_of_era = year - era * 400;
  int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

std::string padded(int64_t n, size_t width) {
  std::string digits = std::to_string(n);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

// Reads the parts of a timestamp one after another.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}
  bool at_end() const { return rest_.empty(); }
  bool accept(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool number(size_t width, int64_t lowest, int64_t highest, int* out) {
    if (rest_.size() < width) return false;
    auto n = parse_int64(rest_.substr(0, width));
    if (!n || rest_[0] < '0' || *n < lowest || *n > highest) return false;
    *out = static_cast<int>(*n);
    rest_.remove_prefix(width);
    return true;
  }
  // 1 to 9 digits of a second's fraction; keeps the milliseconds.
  bool fraction(int* milliseconds) {
    int value = 0, count = 0;
    while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
      if (count < 3) value = value * 10 + (rest_[0] - '0');
      ++count;
      rest_.remove_prefix(1);
    }
    for (int i = count; i < 3; ++i) value *= 10;
    *milliseconds = value;
    return count >= 1 && count <= 9;
  }

 private:
  std::string_view rest_;
};

}  // namespace

Instant* make_instant(Heap& heap, int64_t milliseconds) {
  Instant* instant = heap.make<Instant>();
  instant->milliseconds = milliseconds;
  return instant;
}

CalendarTime calendar_of(int64_t milliseconds) {
  int64_t days = floor_divide(milliseconds, kDayMs);
  int64_t rest = milliseconds - days * kDayMs;
  int64_t shifted = days + 719468;
  int64_t era = floor_divide(shifted, 146097);
  int64_t day_of_era = shifted - era * 146097;
  int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t shifted_month = (5 * day_of_year + 2) / 153;
  CalendarTime time;
  time.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  time.month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  time.year = year_of_era + era * 400 + (time.month <= 2);
  time.millisecond = static_cast<int>(rest % 1000);
  time.second = static_cast<int>(rest / 1000 % 60);
  time.minute = static_cast<int>(rest / 60'000 % 60);
  time.hour = static_cast<int>(rest / 3'600'000);
  return time;
}

int64_t milliseconds_of(const CalendarTime& time) {
  int64_t days = days_from_civil(time.year, time.month, time.day);
  return days * kDayMs + time.hour * 3'600'000LL + time.minute * 60'000LL + time.second * 1000LL + time.millisecond;
}

std::optional<int64_t> parse_instant(std::string_view text) {
  CalendarTime time{.year = 0, .month = 1, .day = 1, .hour = 0, .minute = 0, .second = 0, .millisecond = 0};
  int year = 0, offset_hours = 0, offset_minutes = 0;
  Scanner in(text);
  if (!in.number(4, 0, 9999, &year)) return std::nullopt;
  time.year = year;
  if (in.accept('-')) {
    if (!in.number(2, 1, 12, &time.month)) return std::nullopt;
    if (in.accept('-') && !in.number(2, 1, days_in_month(year, time.month), &time.day)) return std::nullopt;
  }
  if (in.accept('T')) {
    if (!in.number(2, 0, 23, &time.hour)) return std::nullopt;
    if (in.accept(':')) {
      if (!in.number(2, 0, 59, &time.minute)) return std::nullopt;
      if (in.accept(':')) {
        if (!in.number(2, 0, time.minute == 59 ? 60 : 59, &time.second)) return std::nullopt;
        if (in.accept('.') && !in.fraction(&time.millisecond)) return std::nullopt;
      }
    }
  }
  int64_t sign = 0;
  if (in.accept('+'))
    sign = 1;
  else if (in.accept('-'))
    sign = -1;
  else
    in.accept('Z');
  if (sign != 0) {
    if (!in.number(2, 0, 23, &offset_hours) || !in.accept(':') || !in.number(2, 0, 59, &offset_minutes))
      return std::nullopt;
  }
  if (!in.at_end()) return std::nullopt;
  return milliseconds_of(time) - sign * (offset_hours * 60 + offset_minutes) * 60'000;
}

std::string instant_text(int64_t milliseconds) {
  CalendarTime t = calendar_of(milliseconds);
  return padded(t.year, 4) + "-" + padded(t.month, 2) + "-" + padded(t.day, 2) + "T" + padded(t.hour, 2) + ":" +
         padded(t.minute, 2) + ":" + padded(t.second, 2) + "." + padded(t.millisecond, 3) + "-00:00";
}

std::string instant_date_text(int64_t milliseconds) {
  constexpr const char* kDays[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // the epoch was a Thursday
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  CalendarTime t = calendar_of(milliseconds);
  int64_t day = floor_divide(milliseconds, kDayMs);
  int64_t weekday = day - floor_divide(day, 7) * 7;
  return std::string(kDays[weekday]) + " " + kMonths[t.month - 1] + " " + padded(t.day, 2) + " " + padded(t.hour, 2) +
         ":" + padded(t.minute, 2) + ":" + padded(t.second, 2) + " UTC " + std::to_string(t.year);
}

uint32_t instant_hash(const Instant* instant) {
  return hash_nonzero(hash_bits64(static_cast<uint64_t>(instant->milliseconds) ^ 0x3C6EF372FE94F82A));
}

}  // namespace norn
