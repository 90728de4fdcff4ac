// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"
#include "models/pathcheck.h"
#include "transfer/plan.h"

#include <QAbstractTableModel>
#include <QList>

#include <array>
#include <optional>

namespace session {
struct ItemResult;
}

namespace models {

//! transfer::PlanItem for those who may not know the layer: what would be done with one thing.
enum class PlanKind { New, Changed, Same, TooLarge, InvalidPath, NotText, Skipped, Recreate, PutBack, Delete, Lost };
constexpr int planKinds = 11;

//! Why it cannot be done, or what is worth knowing.
enum class PlanReason {
    None,
    TooLarge,
    NotUtf8,   //!< `position` tells the byte
    LooksUtf16,
    Blank,
    NotAFile,
    Link,
    HiddenFolder,
    Hidden,
    Unreadable,
    BadName,
    Missing,
    TooDeep,
    Twice,
    Path,      //!< `path` tells which rule
    Redacted,  //!< the text of that time
    NotKnown,  //!< what stood there at that time
};

enum class PlanState { NotRun, Waiting, Running, Written, Unchanged, Failed, Unknown };

enum class PlanWhy {
    None, Error, SourceError, SourceDamaged, LostRace, PathTaken, EntryGone, StoreArchived, NotApplied, AlteredByService, Redacted
};

//! All that can be told about one row.
struct PlanFacts
{
    PlanKind kind = PlanKind::Skipped;
    PlanReason reason = PlanReason::None;
    std::optional<PathProblem> path = std::nullopt;
    qint64 position = -1;
    QString detail = {}; //!< the system's words
    PlanState state = PlanState::NotRun;
    PlanWhy why = PlanWhy::None;
    std::optional<core::Error> error = std::nullopt;
    bool chosen = false;
    bool doable = false;
};

//! A plan as a table: what would be done, what was chosen, what came of it. Facts, no words (R18).
class PlanModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { PathColumn, KindColumn, SizeColumn, ReasonColumn, ColumnCount };
    enum PlanRole { FactsRole = Qt::UserRole + 200 }; //!< models::PlanFacts

    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(const QList<transfer::PlanItem> &plan);
    [[nodiscard]] const QList<transfer::PlanItem> &plan() const { return m_plan; } //!< with the choices
    void setChosen(const QModelIndexList &rows, bool chosen);
    //! Whether boxes can be ticked; not while a run goes on.
    void setCheckable(bool checkable);
    void setResult(int row, const session::ItemResult &result);
    [[nodiscard]] std::array<int, planKinds> counts() const; //!< by PlanKind
    [[nodiscard]] int chosenCount() const { return m_chosen; }
    [[nodiscard]] int chosenCount(PlanKind kind) const;
    [[nodiscard]] qint64 chosenBytes() const; //!< to be written

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void chosenChanged();

private:
    struct Result
    {
        PlanState state = PlanState::NotRun;
        PlanWhy why = PlanWhy::None;
        std::optional<core::Error> error = std::nullopt;
    };

    [[nodiscard]] PlanFacts facts(int row) const;
    bool choose(int row, bool chosen);

    QList<transfer::PlanItem> m_plan;
    QList<Result> m_results;
    int m_chosen = 0;
    bool m_checkable = true;
};

} // namespace models

Q_DECLARE_METATYPE(models::PlanFacts)
