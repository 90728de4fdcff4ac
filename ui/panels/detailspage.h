// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/panelstate.h"
#include "ui/presentation/details.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <memory>

namespace Ui {
class DetailsPage;
}

namespace panels {

//! Some facts under a heading ("Metadata", "Fields that this program does not know"); the first section needs none.
struct DetailSection
{
    QString heading;
    QList<presentation::DetailRow> rows;
};

//! Every field of a store, an entry or a version in full, each to be selected and copied; and the whole as a curl line.
class DetailsPage : public QWidget
{
    Q_OBJECT
public:
    explicit DetailsPage(QWidget *parent = nullptr);
    ~DetailsPage() override;

    //! `title` says what they are the details of. The same facts again change nothing; other facts of the same title
    //! keep the scroll position.
    void setDetails(const QString &title, const QList<presentation::DetailRow> &rows);
    void setDetails(const QString &title, const QList<DetailSection> &sections);
    void setCanCopyAsCurl(bool can);
    void showEmpty(const EmptyState &state);

signals:
    void copyAsCurlRequested();
    void emptyActionRequested();

private:
    void rebuild();

    std::unique_ptr<Ui::DetailsPage> m_ui;
    QString m_title;
    QList<DetailSection> m_sections;
};

} // namespace panels
