// How far apart two words are, for "did you mean" in error messages.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace norn {

// Damerau-Levenshtein distance (insert, delete, replace, swap of neighbours), by byte; more than `limit` is reported as
// limit + 1.
inline size_t edit_distance(std::string_view a, std::string_view b, size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::vector<size_t> two_back(a.size() + 1), previous(a.size() + 1), row(a.size() + 1);
  for (size_t i = 0; i <= a.size(); ++i) previous[i] = i;
  for (size_t j = 1; j <= b.size(); ++j) {
    row[0] = j;
    size_t best = row[0];
    for (size_t i = 1; i <= a.size(); ++i) {
      row[i] = std::min({previous[i] + 1, row[i - 1] + 1, previous[i - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[i] = std::min(row[i], two_back[i - 2] + 1);
      best = std::min(best, row[i]);
    }
    if (best > limit) return limit + 1;
    std::swap(two_back, previous);
    std::swap(previous, row);
  }
  return std::min(previous[a.size()], limit + 1);
}

// Collects candidates one by one and keeps the nearest to `wanted`; ties go to the first one offered.
class DidYouMean {
 public:
  explicit DidYouMean(std::string_view wanted)
      : wanted_(wanted),
        distance_(wanted.size() <= 4   ? 2
                  : wanted.size() <= 8 ? 3
                                       : 4) {}
  void offer(std::string_view candidate) {
    if (candidate == wanted_) return;
    size_t distance = edit_distance(wanted_, candidate, distance_ - 1);
    if (distance >= distance_) return;
    distance_ = distance;
    best_ = candidate;
  }
  // The nearest candidate, empty if none is near.
  const std::string& best() const { return best_; }

 private:
  std::string wanted_;
  std::string best_;
  size_t distance_;  // the next one must be nearer than this
};

}  // namespace norn
