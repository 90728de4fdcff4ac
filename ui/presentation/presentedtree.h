// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "models/storetreemodel.h"

#include <QHash>
#include <QIcon>
#include <QIdentityProxyModel>
#include <QPalette>

namespace presentation {

//! StoreTreeModel in words: names with odd characters made visible, counts, sizes, ages, Loading, Failed and Empty rows as
//! sentences, icons, plain tooltips, and each row as one sentence for accessibility. An identity, so that indexes cost
//! nothing; all roles of models/roles.h pass through. Use mapToSource() to talk to the model itself.
class PresentedTree : public QIdentityProxyModel
{
    Q_OBJECT
public:
    enum TextRole {
        CountTextRole = models::EndRole + 100, //!< "12", "4+", "2 of 12"
        BadgeTextRole,                         //!< "archived"
        WayOutTextRole,                        //!< "Retry", "Load more": what Enter or a click on it does
        WayOutRole,                            //!< of a failed row: the presentation::WayOut, as int
        DetailsTextRole,                       //!< of a failed row: what to copy for whoever helps
    };

    //! `clock` outlives it.
    explicit PresentedTree(const core::Clock &clock, QObject *parent = nullptr);

    void setSourceModel(QAbstractItemModel *model) override; //!< a models::StoreTreeModel
    [[nodiscard]] models::StoreTreeModel *tree() const;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void refreshAges(); //!< the clock went on: for a timer of a minute or so
    void setPalette(const QPalette &palette); //!< icons are drawn in its colours

private:
    [[nodiscard]] QString nameText(const QModelIndex &index) const;
    [[nodiscard]] QString spoken(const QModelIndex &index) const;
    [[nodiscard]] QString tooltip(const QModelIndex &index) const;
    [[nodiscard]] QVariant iconFor(const QModelIndex &index) const;
    [[nodiscard]] QVariant columnText(const QModelIndex &index) const;

    const core::Clock &m_clock;
    QPalette m_palette;
    mutable QHash<QString, QIcon> m_icons; // by name, in the palette's colours; a cache
};

} // namespace presentation
